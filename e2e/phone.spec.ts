import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { ClaimCard } from './pages/claim-card.ts'
import { RunPage } from './pages/run-page.ts'
import { WizardPage } from './pages/wizard-page.ts'
import { expectAccessible } from './scan-page.ts'
import { claimLinkIn, MailServer } from './world/mail-server.ts'
import { Wallet } from './world/wallet.ts'

test.use({ setting: { start: 'synced' } })

/** Nothing sticks out to the side, so nobody has to scroll two ways. */
async function expectToFit(page: Page): Promise<void> {
  const sizes = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }))
  expect(sizes.page, `width of ${page.url()}`).toBeLessThanOrEqual(sizes.screen)
}

test('the navigation is a drawer', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await expectToFit(page)
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Open navigation' }).click()
  const drawer = page.getByRole('dialog', { name: 'Rollcall' })
  await expectAccessible(page)
  await drawer.getByRole('link', { name: 'Users' }).click()
  await expect(page).toHaveURL('/users')
  await expect(drawer).toBeHidden()
})

test('people are a list of two lines each', async ({ page }) => {
  await page.goto('/users?tab=unclaimed')
  const people = page.getByRole('list', { name: 'People' })
  await expect(people.getByRole('listitem')).toHaveCount(50)
  await expectToFit(page)
  await expectAccessible(page)
  await page.getByRole('searchbox', { name: 'Search by name or email' }).fill('elodie')
  await expect(people.getByRole('listitem')).toHaveCount(1)
  await people.getByRole('link', { name: /Élodie Marchand/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Élodie Marchand' })).toBeVisible()
  await expectToFit(page)
  await expectAccessible(page)
})

test('the wizard leads to a result', async ({ page, world }) => {
  const { id } = await world.connection()
  const wizard = new WizardPage(page)
  await wizard.open(id)
  await wizard.selectGroup('Engineering')
  await expectToFit(page)
  await expectAccessible(page)
  await wizard.goToMapping()
  await wizard.map('Engineering', 'Create from group name')
  await expectToFit(page)
  await expectAccessible(page)
  await wizard.goToPlan()
  await expect(new RunPage(page).sentence).toContainText('1 realm would be created.')
  await expectToFit(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Start sync', exact: true }).click()
  await expect(new RunPage(page).status('Succeeded')).toBeVisible()
  await expectToFit(page)
})

for (const path of [
  '/realms',
  '/sync-runs',
  '/conflicts',
  '/events',
  '/settings/integrations/entra/new',
  '/settings/keys',
  '/profile',
]) {
  test(`${path} fits`, async ({ page }) => {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectToFit(page)
  })
}

test('an account is claimed on the phone that holds the wallet', async ({ page, world, signInAs }) => {
  const mail = await MailServer.start()
  await world.rest.ask('PUT', '/api/settings/smtp', mail.settings)
  const [person] = await world.rest.listUsers({ search: 'Élodie Marchand' })
  await page.goto(`/users/unregistered/${person?.id ?? ''}`)
  await page.getByRole('button', { name: 'Show QR' }).click()
  await expect(new ClaimCard(page).qr).toBeVisible()
  await expectToFit(page)
  await page.getByRole('button', { name: 'Close QR' }).click()
  await page.getByRole('button', { name: 'Send by email' }).click()
  const message = await mail.waitForMessage(person?.email ?? '')
  await mail.stop()

  const phone = await signInAs(null)
  await phone.goto(claimLinkIn(message))
  await expectToFit(phone)
  await expectAccessible(phone)
  await phone.getByRole('button', { name: 'Use the wallet on this phone' }).click()
  const open = phone.getByRole('link', { name: 'Open in wallet' })
  const link = (await open.getAttribute('href')) ?? ''
  await expectToFit(phone)
  await expectAccessible(phone)
  await new Wallet().answer(link)
  await expect(phone.getByText('The account is yours')).toBeVisible()
  await expectToFit(phone)
})
