import { parseLink, toRelayLink } from '@rollcall/vaultysid'
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

test('one server shows the QR, the wallet reaches the other, and the browser sees it', async ({
  page,
  world,
}) => {
  const other = await world.startAnother()
  const claim = new ClaimCard(page)

  await test.step('over a data channel', async () => {
    const person = await unclaimed(world)
    await new PersonPage(page).openUnclaimed(person.id)
    await claim.showQr()
    const wallet = new Wallet()
    await wallet.answerOverPeer(await readQrOf(claim.qr), other.url, () =>
      page.getByText(`${person.name} is registered`).waitFor(),
    )
    expect(await world.rest.getUser(person.id)).toMatchObject({ did: wallet.did })
  })

  await test.step('over the relay', async () => {
    const person = await unclaimed(world)
    await new PersonPage(page).openUnclaimed(person.id)
    await claim.showQr()
    await page.getByRole('button', { name: 'Trouble scanning? Show the other code' }).click()
    const { key } = parseLink(await readQrOf(claim.qr))
    const wallet = new Wallet()
    const relayUrl = `${other.url}/wallet`
    await wallet.answer(toRelayLink({ walletUrl: 'https://wallet.example', relayUrl, key }))
    await expect(page.getByText(`${person.name} is registered`)).toBeVisible()
    expect(await world.rest.getUser(person.id)).toMatchObject({ did: wallet.did })
  })
})
