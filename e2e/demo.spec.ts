import { expect, test } from './fixtures.ts'
import { DemoProcess } from './world/demo-process.ts'

test.describe.configure({ timeout: 180_000 })
test.use({ role: null })

let demo: DemoProcess
test.beforeAll(async () => {
  test.setTimeout(120_000)
  demo = await DemoProcess.start()
})
test.afterAll(() => demo.stop())

test('the demo hands an account over with its own mailbox and its own wallet', async ({ signInAs }) => {
  const owner = await signInAs(null)
  const context = owner.context()

  await test.step('someone is invited, and the message is in the mailbox', async () => {
    await owner.goto(demo.url)
    await owner.getByRole('button', { name: 'Sign in as Owner' }).click()
    await expect(owner.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    await owner.goto(`${demo.url}/invitations`)
    await owner.getByRole('button', { name: 'Invite person' }).first().click()
    const dialog = owner.getByRole('dialog', { name: 'Invite a person' })
    await dialog.getByLabel('Email').fill('nadia.haddad@contractor.example')
    await dialog.getByLabel('Name').fill('Nadia Haddad')
    await dialog.getByRole('button', { name: /^(Invite|Send)/ }).click()
    await expect(owner.getByRole('table')).toContainText('Nadia Haddad')
    await owner.goto(`${demo.url}/demo/mailbox`)
    await owner
      .getByRole('link', { name: /Nadia Haddad/ })
      .first()
      .click()
  })

  const claim =
    await test.step('the link in the message opens the page to claim the account on', async () => {
      const opened = context.waitForEvent('page')
      await owner.frameLocator('iframe').getByRole('link').first().click()
      const page = await opened
      await page.getByRole('button', { name: 'Show the QR' }).click()
      return page
    })

  await test.step('the demo wallet answers, once its owner approves', async () => {
    const opened = context.waitForEvent('page')
    await claim.getByRole('link', { name: 'Open in the demo wallet' }).click()
    const wallet = await opened
    const make = wallet.getByRole('button', { name: 'Make a wallet' })
    const connect = wallet.getByRole('button', { name: 'Connect' })
    await expect(make.or(connect)).toBeVisible()
    if (await make.isVisible()) await make.click()
    await connect.click()
    await expect(wallet.getByText('Bind this wallet to an account?')).toBeVisible()
    await wallet.getByRole('button', { name: 'Approve' }).click()
    await expect(wallet.getByRole('region', { name: 'Request' })).toContainText(
      'is the key to the account now',
    )
    await expect(claim.getByText('The account is yours')).toBeVisible()
    const fingerprints = await Promise.all(
      [wallet, claim].map((page) =>
        page
          .getByText(/^([0-9A-F]{4} ?){10}$/)
          .first()
          .textContent(),
      ),
    )
    expect(fingerprints[0]?.trim()).toBe(fingerprints[1]?.trim())
  })
})
