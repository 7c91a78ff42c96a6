import type { Locator, Page } from '@playwright/test'

/** One person: profile beside the directory, realms, history. */
export class PersonPage {
  readonly page: Page
  readonly form: Locator
  readonly realms: Locator

  constructor(page: Page) {
    this.page = page
    this.form = page.getByRole('form', { name: /^Profile of/ })
    this.realms = page.getByRole('region', { name: 'Realms' })
  }

  async openUnclaimed(id: string): Promise<void> {
    await this.page.goto(`/users/unregistered/${id}`)
  }

  field(label: string): Locator {
    return this.form.getByRole('textbox', { name: label, exact: true })
  }

  useDirectory(label: string): Locator {
    return this.form.getByRole('button', { name: `Use the directory's value for ${label}` })
  }

  async save(): Promise<void> {
    await this.form.getByRole('button', { name: 'Save person' }).click()
  }

  async addToRealm(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Add to a realm' }).click()
    await this.page.getByRole('option', { name, exact: true }).click()
  }
}
