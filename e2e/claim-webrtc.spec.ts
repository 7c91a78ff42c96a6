import { expect, test } from './fixtures.ts'
import { ClaimCard } from './pages/claim-card.ts'
import { PersonPage } from './pages/person-page.ts'
import { readQrOf, Wallet } from './world/wallet.ts'
import { found, type World } from './world/world.ts'

test.use({
  setting: { start: 'synced', tenants: [{ people: 12 }], peerHost: 'wallets.rollcall.example' },
  role: 'operator',
})

async function unclaimed(world: World) {
  const people = await world.rest.listUsers({ claimed: 'false', status: 'active' })
  return found(people[0], 'unclaimed person')
}

test('a wallet answers the QR over WebRTC, and the person is registered', async ({ page, world }) => {
  const person = await unclaimed(world)
  const wallet = new Wallet({ kind: { type: 1, algorithm: 'hybrid' } })
  const claim = new ClaimCard(page)
  await new PersonPage(page).openUnclaimed(person.id)
  await claim.showQr()
  const text = await readQrOf(claim.qr)
  expect(text).toContain('host=wallets.rollcall.example')
  await wallet.answerOverPeer(text, world.url, () => page.getByText(`${person.name} is registered`).waitFor())
  expect(await claim.fingerprint()).toBe(wallet.fingerprint)
  expect(await world.rest.getUser(person.id)).toMatchObject({ did: wallet.did })
})

test('the other code of the same session goes over the relay', async ({ page, world }) => {
  const person = await unclaimed(world)
  const claim = new ClaimCard(page)
  await new PersonPage(page).openUnclaimed(person.id)
  await claim.showQr()
  await page.getByRole('button', { name: 'Trouble scanning? Show the other code' }).click()
  const wallet = new Wallet()
  await wallet.scan(claim.qr)
  await expect(page.getByText(`${person.name} is registered`)).toBeVisible()
})

test('a wallet that leaves before it has signed gets nobody in, and the QR can be scanned again', async ({
  page,
  world,
}) => {
  const person = await unclaimed(world)
  const claim = new ClaimCard(page)
  await new PersonPage(page).openUnclaimed(person.id)
  await claim.showQr()
  await new Wallet().leaveOverPeer(await readQrOf(claim.qr), world.url)
  await expect(page.getByText('The wallet connected, but did not finish')).toBeVisible()
  expect(await world.rest.getUser(person.id)).toMatchObject({ did: null })
  await new Wallet().scan(claim.qr)
  await expect(page.getByText(`${person.name} is registered`)).toBeVisible()
})
