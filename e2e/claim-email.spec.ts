import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { ClaimCard } from './pages/claim-card.ts'
import { PersonPage } from './pages/person-page.ts'
import { UsersPage } from './pages/users-page.ts'
import { claimLinkIn, MailServer } from './world/mail-server.ts'
import { Wallet } from './world/wallet.ts'
import { found } from './world/world.ts'

test.use({ setting: { start: 'synced', tenants: [{ people: 12 }] }, role: 'operator' })

let mail: MailServer
test.beforeAll(async () => {
  mail = await MailServer.start()
})
test.afterAll(() => mail.stop())

/** Follows the link in the message as its reader would, and answers the QR behind it. */
async function claimBy(link: string, visitor: Page, wallet: Wallet): Promise<void> {
  await visitor.goto(link)
  await visitor.getByRole('button', { name: 'Show the QR' }).click()
  await wallet.scan(new ClaimCard(visitor).qr)
}

test('an Admin sets the mail server up, an Operator sends a link, and its reader claims the account', async ({
  page,
  world,
  signInAs,
}) => {
  const people = await world.rest.listUsers({ claimed: 'false', status: 'active' })
  const person = found(
    people.find((one) => one.email !== null),
    'unclaimed person with an email',
  )
  const email = found(person.email, 'email')
  const claim = new ClaimCard(page)
  const wallet = new Wallet()

  await test.step('without a mail server the button says why it does nothing', async () => {
    await new PersonPage(page).openUnclaimed(person.id)
    await expect(claim.sendByEmail).toBeDisabled()
    await expect(claim.card).toContainText(/mail server|SMTP/)
  })

  await test.step('an Operator may not change how email is sent', async () => {
    await page.goto('/settings/integrations/email')
    await expect(page.getByText(/needs the role Admin/)).toBeVisible()
  })

  await test.step('an Admin tests what is typed, is told what is wrong, mends it and saves', async () => {
    const admin = await signInAs('admin')
    await admin.goto('/settings/integrations/email')
    await admin.getByRole('radio', { name: 'Not encrypted' }).check()
    await admin.getByRole('textbox', { name: 'Host' }).fill('127.0.0.1')
    await admin.getByRole('textbox', { name: 'Port' }).fill('9')
    await admin.getByRole('textbox', { name: 'From' }).fill('Rollcall <rollcall@rollcall.example>')
    await admin.getByRole('button', { name: 'Test connection' }).click()
    await expect(admin.getByRole('list', { name: 'Result of the test' })).toContainText(
      'Nothing accepts connections at 127.0.0.1:9.',
    )
    await admin.getByRole('textbox', { name: 'Port' }).fill(String(mail.settings.port))
    await admin.getByRole('button', { name: 'Test connection' }).click()
    await mail.waitForMessage('admin@rollcall.example')
    await admin.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(admin.getByText('The mail server is saved.')).toBeVisible()
  })

  await test.step('the link arrives and says whose it is', async () => {
    await new PersonPage(page).openUnclaimed(person.id)
    await claim.sendByEmail.click()
    await expect(page.getByText(`A claim link is on its way to ${email}.`)).toBeVisible()
    const message = await mail.waitForMessage(email)
    expect(message.text).toContain(person.name)
    expect(message.text).toContain('Otto Operator')
    await expect(claim.card).toContainText('Sent')

    const visitor = await signInAs(null)
    await claimBy(claimLinkIn(message), visitor, wallet)
    await expect(visitor.getByText('The account is yours')).toBeVisible()
    expect(await new ClaimCard(visitor).fingerprint()).toBe(wallet.fingerprint)
    await expect(page.getByText(`${person.name} is registered`)).toBeVisible()

    await visitor.goto(claimLinkIn(message))
    await expect(visitor.getByRole('button', { name: 'Show the QR' })).toHaveCount(0)
    await expect(visitor.getByRole('link', { name: 'Sign in' })).toBeVisible()
  })
})

test('claim links go to everyone chosen; a mail server that is down delays them and loses none', async ({
  page,
  world,
}) => {
  const waiting = await world.rest.listUsers({ claimed: 'false', status: 'active' })
  const written = waiting.filter((one) => one.email !== null)
  const list = new UsersPage(page)
  await world.rest.ask('PUT', '/api/settings/smtp', mail.settings)
  await mail.stop()
  await list.open('?tab=unclaimed')
  await page.getByRole('button', { name: /^Send claim links to all/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Send/ }).click()
  await expect(page).toHaveURL(/\/mailings\/[0-9a-f-]{36}/)
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible({ timeout: 60_000 })
  await mail.resume()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Finished').first()).toBeVisible({ timeout: 60_000 })
  const addresses = written.map((one) => found(one.email, 'email').toLowerCase())
  const arrived = mail.received.filter((one) => /\/claim\//.test(one.text)).flatMap((one) => one.to)
  for (const address of new Set(addresses)) {
    const expected = addresses.filter((one) => one === address).length
    expect([address, arrived.filter((one) => one === address).length]).toEqual([address, expected])
  }
})

test('an address that the mail server refuses shows on the person', async ({ page, world }) => {
  const [person] = (await world.rest.listUsers({ claimed: 'false', status: 'active' })).filter(
    (one) => one.email !== null,
  )
  const chosen = found(person, 'unclaimed person with an email')
  await world.rest.ask('PATCH', `/api/users/${chosen.id}`, { email: 'gone@larkfield.example' })
  await world.rest.ask('PUT', '/api/settings/smtp', mail.settings)
  mail.refuse('gone@larkfield.example')
  const claim = new ClaimCard(page)
  await new PersonPage(page).openUnclaimed(chosen.id)
  await claim.sendByEmail.click()
  await expect(claim.card).toContainText('No such mailbox here')
})
