import type { Page } from '@playwright/test'

type Section = 'setup' | 'requests' | 'resources' | 'groups' | 'attributes' | 'rules' | 'test' | 'danger'

/** A connection that is pushed to. */
export class ScimPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** From the list of integrations to the page of a new connection; answers its id. */
  async create(name: string): Promise<string> {
    await this.page.goto('/settings/integrations/scim/new')
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name)
    await this.page.getByRole('button', { name: 'Create connection' }).click()
    await this.page.waitForURL(/\/settings\/integrations\/scim\/[0-9a-f-]{36}/)
    return /scim\/([0-9a-f-]{36})/.exec(this.page.url())?.[1] ?? ''
  }

  async open(id: string, section: Section = 'setup'): Promise<void> {
    await this.page.goto(`/settings/integrations/scim/${id}?section=${section}`)
  }

  async baseUrl(): Promise<string> {
    const field = this.page.getByTitle(/\/scim\/v2\/inbound\//).first()
    return (await field.getAttribute('title')) ?? ''
  }

  /** The token is shown this one time. */
  async createToken(name: string): Promise<string> {
    await this.page.getByRole('button', { name: 'Create token' }).first().click()
    const dialog = this.page.getByRole('dialog', { name: 'Create token' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('button', { name: 'Create token' }).click()
    const copy = this.page.getByRole('dialog', { name: 'Copy your new token' })
    const token = (await copy.getByTitle(/^rs/).getAttribute('title')) ?? ''
    await copy.getByRole('button', { name: 'I have copied the token' }).click()
    return token
  }
}
