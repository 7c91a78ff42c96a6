import { expect, test } from './fixtures.ts'
import { ClaimCard } from './pages/claim-card.ts'
import { claimLinkIn, MailServer } from './world/mail-server.ts'
import { Wallet } from './world/wallet.ts'

test.use({ role: 'manager' })

const EMAIL = 'nadia.haddad@contractor.example'

let mail: MailServer
test.beforeAll(async ({ world }) => {
  mail = await MailServer.start()
  await world.rest.ask('PUT', '/api/settings/smtp', mail.settings)
  await world.rest.ask('POST', '/api/realms', { name: 'Contractors' })
})
test.afterAll(() => mail.stop())

test('someone of no directory is invited, invited again, accepts, and signs in with the wallet', async ({
  page,
  world,
  signInAs,
}) => {
  const wallet = new Wallet()
  await test.step('a Manager invites them with a role and a realm', async () => {
    await page.goto('/invitations')
    await page.getByRole('button', { name: 'Invite person' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Invite a person' })
    await dialog.getByLabel('Email').fill(EMAIL)
    await dialog.getByLabel('Name').fill('Nadia Haddad')
    await dialog.getByRole('combobox', { name: 'Realms' }).click()
    await page.getByRole('option', { name: 'Contractors' }).click()
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: /^(Invite|Send)/ }).click()
    await expect(page.getByRole('table')).toContainText('Nadia Haddad')
  })

  const first = claimLinkIn(await mail.waitForMessage(EMAIL))
  const visitor = await signInAs(null)
  await test.step('a second message replaces the first link', async () => {
    await page.getByRole('button', { name: 'Send the invitation of Nadia Haddad again' }).click()
    const second = claimLinkIn(await mail.waitForMessage(EMAIL))
    await visitor.goto(first)
    await expect(visitor.getByRole('button', { name: 'Show the QR' })).toHaveCount(0)
    await visitor.goto(second)
    await expect(visitor.getByText('Nadia Haddad').first()).toBeVisible()
    await visitor.getByRole('button', { name: 'Show the QR' }).click()
    await wallet.scan(new ClaimCard(visitor).qr)
    await expect(visitor.getByText('The account is yours')).toBeVisible()
  })

  await test.step('the list says so, and the account has role and realm', async () => {
    await page.reload()
    await expect(page.getByRole('row', { name: /Nadia Haddad/ })).toContainText('Accepted')
    const [user] = await world.rest.listUsers({ search: 'Nadia Haddad' })
    expect(user).toMatchObject({ did: wallet.did, role: 'member', realms: [{ name: 'Contractors' }] })
  })

  await test.step('they sign in with the wallet', async () => {
    await visitor.getByRole('link', { name: 'Sign in' }).click()
    await visitor.getByRole('button', { name: 'Show the QR' }).click()
    await wallet.scan(new ClaimCard(visitor).qr)
    await expect(visitor.getByRole('button', { name: 'Account menu of Nadia Haddad' })).toBeVisible()
  })
})

test('a revoked invitation leads nowhere, and the account made for it is gone', async ({
  page,
  world,
  signInAs,
}) => {
  await world.rest.ask('POST', '/api/invitations', {
    email: 'left@contractor.example',
    name: 'Ludo Left',
    role: 'member',
  })
  const link = claimLinkIn(await mail.waitForMessage('left@contractor.example'))
  await page.goto('/invitations')
  await page.getByRole('button', { name: 'Revoke the invitation of Ludo Left' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke invitation' }).click()
  await expect(page.getByText('the account made for it is deleted')).toBeVisible()
  expect(await world.rest.listUsers({ search: 'Ludo Left' })).toEqual([])
  const visitor = await signInAs(null)
  await visitor.goto(link)
  await expect(visitor.getByRole('button', { name: 'Show the QR' })).toHaveCount(0)
})
