import type { Locator, Page } from '@playwright/test'
import type { Credentials } from '../world/world.ts'

/** A connection to Microsoft Entra ID: the form for a new one, and its page with the checks. */
export class ConnectionPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/settings/integrations/entra/${id}`)
  }

  async openNew(): Promise<void> {
    await this.page.goto('/settings/integrations/entra/new')
  }

  async enter(credentials: Credentials): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Display name' }).fill(credentials.displayName)
    await this.page.getByRole('textbox', { name: 'Directory (tenant) ID' }).fill(credentials.directoryId)
    await this.page.getByRole('textbox', { name: 'Application (client) ID' }).fill(credentials.clientId)
    await this.page.getByRole('textbox', { name: 'Client secret' }).fill(credentials.clientSecret)
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save', exact: true }).click()
  }

  /** Starts the checks; `result` tells how each of them ended. */
  async check(): Promise<void> {
    await this.page.getByRole('button', { name: 'Check connection' }).click()
  }

  /** The line of one check, with its state in words, what was seen, and what to do. */
  result(label: string): Locator {
    return this.page
      .getByRole('list', { name: 'Connection checks' })
      .getByRole('listitem')
      .filter({ has: this.page.getByText(label, { exact: true }) })
  }
}
