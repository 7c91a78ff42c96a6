import type { Page } from '@playwright/test'

export interface NewOwner {
  readonly code: string
  readonly name: string
  readonly email: string
  readonly password: string
}

/** The page that makes the first owner. */
export class SetupPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async createOwner({ code, name, email, password }: NewOwner): Promise<void> {
    await this.page.getByLabel('Setup code').fill(code)
    await this.page.getByLabel('Your name').fill(name)
    await this.page.getByLabel('Email').fill(email)
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password)
    await this.page.getByRole('button', { name: 'Create owner' }).click()
  }
}
