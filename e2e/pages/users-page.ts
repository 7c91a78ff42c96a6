import type { Locator, Page } from '@playwright/test'

/** The list of people with its tabs, search, filters and pages. */
export class UsersPage {
  readonly page: Page
  readonly search: Locator
  readonly pages: Locator

  constructor(page: Page) {
    this.page = page
    this.search = page.getByRole('searchbox', { name: 'Search by name or email' })
    this.pages = page.getByRole('navigation', { name: 'Pages' })
  }

  async open(search = ''): Promise<void> {
    await this.page.goto(`/users${search}`)
  }

  tab(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'People by state' }).getByRole('link', { name })
  }

  /** Rows with people, without the header. */
  rows(): Locator {
    return this.page.getByRole('table', { name: 'People' }).locator('tbody').getByRole('row')
  }

  person(name: string): Locator {
    return this.rows().getByRole('link', { name })
  }

  /** Sorts by a column; a second time the other way round. */
  async sortBy(column: string): Promise<void> {
    await this.page.getByRole('columnheader', { name: column }).getByRole('button').click()
  }

  async filter(label: string, option: string | RegExp): Promise<void> {
    await this.page.getByRole('combobox', { name: label, exact: true }).click()
    await this.page.getByRole('option', { name: option }).click()
  }
}
