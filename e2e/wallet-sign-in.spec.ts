import { expect, test } from './fixtures.ts'
import { ClaimCard } from './pages/claim-card.ts'
import { Wallet } from './world/wallet.ts'
import { found, type World } from './world/world.ts'

test.use({ setting: { start: 'synced', tenants: [{ people: 12 }] }, role: 'owner' })

/** Someone who has claimed the account with this wallet. */
async function claimed(world: World, wallet: Wallet, role: string) {
  const people = await world.rest.listUsers({ claimed: 'false', status: 'active' })
  const person = found(people[0], 'unclaimed person')
  await world.rest.ask('PATCH', `/api/users/${person.id}`, { role })
  const { qrText } = await world.rest.ask<{ qrText: string }>('POST', `/api/users/${person.id}/claim`, {})
  await wallet.answer(qrText)
  return person
}

test('a wallet signs its person in, shows up among the sessions, and disabling ends it', async ({
  page,
  world,
  signInAs,
}) => {
  const wallet = new Wallet({ kind: { type: 1, algorithm: 'hybrid' } })
  const person = await claimed(world, wallet, 'operator')
  const browser = await signInAs(null)
  await test.step('the page that was asked for comes after signing in', async () => {
    await browser.goto('/users?tab=unclaimed')
    await expect(browser).toHaveURL(/\/sign-in/)
    await browser.getByRole('button', { name: 'Show the QR' }).click()
    await wallet.scan(new ClaimCard(browser).qr)
    await expect(browser.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible()
    await browser.goto('/profile')
    await expect(browser.getByText('This session')).toBeVisible()
  })
  await test.step('whoever photographs the QR cannot collect the session', async () => {
    const { id } = await (
      await browser.request.post(`${world.url}/auth/wallet/sign-in`, { headers: { 'x-csrf': '1' }, data: {} })
    ).json()
    const thief = await signInAs(null)
    const stolen = await thief.request.post(`${world.url}/auth/wallet/enter`, {
      headers: { 'x-csrf': '1' },
      data: { id },
    })
    expect(stolen.ok()).toBe(false)
  })
  await test.step('disabled, the person is out at once and cannot come back', async () => {
    await page.goto(`/users/${person.id}`)
    await page.getByRole('button', { name: 'Disable account' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disable account' }).click()
    await expect(page.getByText(`${person.name} is disabled.`)).toBeVisible()
    await browser.goto('/users')
    await expect(browser).toHaveURL(/\/sign-in/)
    await browser.getByRole('button', { name: 'Show the QR' }).click()
    await expect(wallet.scan(new ClaimCard(browser).qr)).rejects.toThrow()
    await expect(browser.getByText('No account here can be used with this wallet')).toBeVisible()
  })
})

test('a wallet that nobody knows is refused and makes no account', async ({ world, signInAs }) => {
  const before = (await world.rest.listUsers()).length
  const browser = await signInAs(null)
  await browser.goto('/sign-in')
  await browser.getByRole('button', { name: 'Show the QR' }).click()
  await expect(new Wallet().scan(new ClaimCard(browser).qr)).rejects.toThrow()
  await expect(browser.getByText('No account here can be used with this wallet')).toBeVisible()
  expect(await world.rest.listUsers()).toHaveLength(before)
})

test('capabilities are granted to people who have claimed, and end with the account', async ({
  page,
  world,
}) => {
  const wallet = new Wallet()
  const [unclaimed] = (await world.rest.listUsers({ claimed: 'false', status: 'active' })).slice(-1)
  const early = await world.rest.send('POST', `/api/users/${unclaimed?.id ?? ''}/grants`, {
    capability: 'deploy:production',
  })
  expect([early.status, early.text]).toEqual([409, expect.stringContaining('not_claimed')])
  const person = await claimed(world, wallet, 'member')
  await page.goto(`/users/${person.id}`)
  await page.getByRole('button', { name: 'Grant capability' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Capability').fill('deploy:production')
  await dialog.getByRole('button', { name: /^Grant/ }).click()
  await expect(page.getByText('deploy:production').first()).toBeVisible()
  await world.rest.ask('PATCH', `/api/users/${person.id}`, { status: 'disabled' })
  const { items } = await world.rest.ask<{ items: { state: string }[] }>(
    'GET',
    `/api/users/${person.id}/grants?all=true`,
  )
  expect(items.map((grant) => grant.state)).toEqual(['ended'])
})
