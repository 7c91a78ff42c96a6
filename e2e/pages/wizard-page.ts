import type { Locator, Page } from '@playwright/test'

type MappingMode = 'No mapping' | 'Existing realm' | 'Create from group name'

/** The three steps from a connection to a plan. */
export class WizardPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(connectionId: string, step?: 'groups' | 'map' | 'review'): Promise<void> {
    await this.page.goto(`/sync/${connectionId}${step ? `?step=${step}` : ''}`)
  }

  /** Finds a group by its name and ticks it. */
  async selectGroup(name: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Search groups by name' }).fill(name)
    await this.page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
  }

  /** From step 1 to step 2. */
  async goToMapping(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Save and map groups|Map groups)$/ }).click()
  }

  async map(group: string, mode: MappingMode, realm?: string): Promise<void> {
    const choice = this.page.getByRole('radiogroup', { name: `Mapping of ${group}` })
    await choice.getByText(mode, { exact: true }).click()
    if (!realm) return
    await this.page.getByRole('combobox', { name: `Realm for ${group}` }).click()
    await this.page.getByRole('option', { name: realm, exact: true }).click()
  }

  /** From step 2 to step 3, where the plan is made. */
  async goToPlan(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Save and review plan|Review plan)$/ }).click()
  }

  /** Starts the plan under review. */
  async startSync(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Start sync|Apply plan)$/ }).click()
  }

  step(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Sync users' }).getByText(name)
  }
}
