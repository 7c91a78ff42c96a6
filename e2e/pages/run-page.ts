import type { Locator, Page } from '@playwright/test'

/** A run, or a plan under review: state, sentence, numbers, changes. */
export class RunPage {
  readonly page: Page
  /** What would happen or what happened, in a sentence. */
  readonly sentence: Locator
  readonly changes: Locator
  readonly progress: Locator

  constructor(page: Page) {
    this.page = page
    this.sentence = page.getByTestId('run-sentence')
    this.changes = page.getByRole('table', { name: 'Changes of this run' })
    this.progress = page.getByRole('main').getByRole('progressbar')
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/sync-runs/${id}`)
  }

  /** The badge with the state of the run. */
  status(word: string): Locator {
    return this.page.getByRole('main').getByText(word, { exact: true }).first()
  }

  /** One number of the run; a link when it counts anybody. */
  tile(label: string): Locator {
    return this.page.getByRole('link', { name: label })
  }

  /** The id in the address. */
  id(): string {
    return /\/sync-runs\/([0-9a-f-]+)/.exec(this.page.url())?.[1] ?? ''
  }
}
