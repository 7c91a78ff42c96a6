import type { Locator, Page } from '@playwright/test'

/** Where an unclaimed person's account is handed over: on their page, and on the public pages and sign-in as a QR alone. */
export class ClaimCard {
  readonly page: Page
  readonly card: Locator
  readonly qr: Locator

  constructor(page: Page) {
    this.page = page
    this.card = page.getByRole('region', { name: /^(Claim|Claimed)$/ })
    this.qr = page.getByRole('img', { name: 'QR code for the Vaultys wallet' })
  }

  async showQr(): Promise<void> {
    await this.page.getByRole('button', { name: 'Show QR' }).click()
    await this.qr.waitFor()
  }

  get sendByEmail(): Locator {
    return this.card.getByRole('button', { name: 'Send by email' })
  }

  /** What people compare with the wallet. */
  async fingerprint(): Promise<string> {
    const groups = this.page.getByText(/^([0-9A-F]{4} ?){10}$/).first()
    return ((await groups.textContent()) ?? '').trim()
  }
}
