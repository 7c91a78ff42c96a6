import { expect, test } from './fixtures.ts'
import { ClaimCard } from './pages/claim-card.ts'
import { PersonPage } from './pages/person-page.ts'
import { UsersPage } from './pages/users-page.ts'
import { Wallet } from './world/wallet.ts'
import { found, type World } from './world/world.ts'

test.use({ setting: { start: 'synced', tenants: [{ people: 12 }] }, role: 'operator' })

/** Unclaimed people, in the order of the list. */
async function unclaimed(world: World, place: number) {
  const people = await world.rest.listUsers({ claimed: 'false', status: 'active' })
  return found(people[place], `unclaimed person ${place}`)
}

test('someone scans the QR that an Operator shows, and is registered before everyone’s eyes', async ({
  page,
  world,
  signInAs,
}) => {
  const person = await unclaimed(world, 0)
  const wallet = new Wallet()
  const claim = new ClaimCard(page)
  const watcher = await signInAs('owner')
  const list = new UsersPage(watcher)

  await test.step('the QR survives a reload, and another browser only hears of it', async () => {
    await world.rest.ask('POST', '/api/realms', { name: 'Night shift' })
    await new PersonPage(page).openUnclaimed(person.id)
    await new PersonPage(page).addToRealm('Night shift')
    await claim.showQr()
    await page.reload()
    await expect(claim.qr).toBeVisible()
    await watcher.goto(`/users/unregistered/${person.id}`)
    await expect(watcher.getByText('A QR is open in another browser')).toBeVisible()
    await expect(new ClaimCard(watcher).qr).toHaveCount(0)
  })

  await test.step('the wallet answers, and lists change without a reload', async () => {
    await list.open()
    await expect(list.tab('Registered')).toBeVisible()
    await expect(list.person(person.name)).toHaveCount(0)
    await wallet.scan(claim.qr)
    await expect(page.getByText(`${person.name} is registered`)).toBeVisible()
    expect(await claim.fingerprint()).toBe(wallet.fingerprint)
    await expect(list.person(person.name)).toBeVisible()
  })

  await test.step('the account is theirs, with its realms, and cannot be claimed again', async () => {
    const user = await world.rest.getUser(person.id)
    expect(user).toMatchObject({
      did: wallet.did,
      realms: [expect.objectContaining({ name: 'Night shift' })],
    })
    expect([user.claimedAt, user.registeredAt]).not.toContain(null)
    expect((await world.rest.send('GET', `/api/users/unclaimed/${person.id}`)).status).toBe(404)
    const again = await world.rest.send('POST', `/api/users/${person.id}/claim`, { delivery: 'qr' })
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('already_claimed')])
    await page.getByRole('link', { name: 'Open the registered page' }).click()
    await expect(page).toHaveURL(new RegExp(`/users/${person.id}$`))
    await expect(page.getByText(wallet.did.slice(0, 12)).first()).toBeVisible()
  })
})

test('a wallet that has an account already gets no second one, and administrators read why', async ({
  page,
  world,
  signInAs,
}) => {
  const [first, second] = [await unclaimed(world, 0), await unclaimed(world, 1)]
  const wallet = new Wallet({ kind: { type: 4, algorithm: 'fido2-es256' } })
  const opened = await world.rest.ask<{ qrText: string }>('POST', `/api/users/${first.id}/claim`, {
    delivery: 'qr',
  })
  await wallet.answer(opened.qrText)

  const claim = new ClaimCard(page)
  await new PersonPage(page).openUnclaimed(second.id)
  await claim.showQr()
  await expect(wallet.scan(claim.qr)).rejects.toThrow()
  await expect(page.getByText('It may belong to another account already')).toBeVisible()
  expect(await world.rest.getUser(second.id)).toMatchObject({ did: null, claimedAt: null })

  const owner = await signInAs('owner')
  await owner.goto('/events')
  await expect(
    owner.getByText(`belongs to ${first.name} already. Nothing was changed.`).first(),
  ).toBeVisible()
})

test('a phone with a wrong clock is told so, and the same QR still works', async ({ page, world }) => {
  const person = await unclaimed(world, 1)
  const claim = new ClaimCard(page)
  await new PersonPage(page).openUnclaimed(person.id)
  await claim.showQr()
  await expect(new Wallet({ clockAheadMs: 5 * 60_000 }).scan(claim.qr)).rejects.toThrow()
  await expect(page.getByText('The clock of the phone is off')).toBeVisible()
  await new Wallet({ version: 0 }).scan(claim.qr, 'register')
  await expect(page.getByText(`${person.name} is registered`)).toBeVisible()
})

test('a QR that was closed, and one that another has replaced, let nobody in', async ({ page, world }) => {
  const person = await unclaimed(world, 1)
  const claim = new ClaimCard(page)
  const open = () =>
    world.rest.ask<{ id: string; qrText: string }>('POST', `/api/users/${person.id}/claim`, {})
  const replaced = await open()
  await new PersonPage(page).openUnclaimed(person.id)
  await page.getByRole('button', { name: 'Show a new QR here instead' }).click()
  await claim.qr.waitFor()
  await expect(new Wallet().answer(replaced.qrText)).rejects.toThrow()
  await page.getByRole('button', { name: 'Close QR' }).click()
  await expect(page.getByRole('button', { name: 'Show QR' })).toBeVisible()
  expect(await world.rest.ask('GET', `/api/claims/${replaced.id}`)).toMatchObject({ status: 'cancelled' })
  expect((await world.rest.getUser(person.id)).did).toBeNull()
})
