import { expect, test } from './fixtures.ts'
import { RunPage } from './pages/run-page.ts'

test.use({ setting: { start: 'synced', tenants: [{ people: 40 }] } })

test('a second sync reads changes only, and everyone again when Microsoft has forgotten them', async ({
  page,
  world,
}) => {
  const { directory } = world.tenant()
  const { id } = await world.connection()
  const [one, two] = directory.users().filter((user) => user.accountEnabled)
  const run = new RunPage(page)

  await test.step('changes only', async () => {
    directory.updateUser(one?.id ?? '', { jobTitle: 'Navigator' })
    world.emulator.control.clearRequests()
    const second = await world.rest.sync(id)
    expect(second).toMatchObject({ mode: 'delta', counts: { seen: 40, updated: 1, skipped: 39 } })
    const asked = world.emulator.control.requests().filter((request) => request.path.startsWith('/v1.0/'))
    expect(asked.length).toBeLessThanOrEqual(3)
    await run.open(second.id)
    await expect(page.getByText('Only what changed since the last sync is read.')).toBeVisible()
  })

  await test.step('everyone, on its own, when the link has expired', async () => {
    directory.updateUser(two?.id ?? '', { jobTitle: 'Cook' })
    world.emulator.control.addFault({
      match: { path: String.raw`/users/delta`, nth: 1 },
      effect: { kind: 'delta-reset', as: 'gone' },
    })
    const third = await world.rest.sync(id)
    expect(third).toMatchObject({ mode: 'full', status: 'succeeded', counts: { seen: 40, updated: 1 } })
    await run.open(third.id)
    await expect(page.getByText(/no longer knew what changed since the last sync/)).toBeVisible()
    expect(await world.rest.sync(id)).toMatchObject({ mode: 'delta', changeCount: 0 })
  })
})
