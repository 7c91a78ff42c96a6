import type { RunView } from '@rollcall/vocabulary'
import { expect, test } from './fixtures.ts'
import { RunPage } from './pages/run-page.ts'
import type { RestClient } from './world/rest-client.ts'
import { World } from './world/world.ts'

/** Enough for several batches, so that one of the answers shows that the plan is half applied. */
const MANY = [{ people: 16_000 }]

test.use({ setting: { tenants: MANY } })
// Two servers import everyone, one of them twice started.
test.setTimeout(180_000)

test('a server that is killed while it writes ends where it would have ended', async ({
  page,
  engine,
  world,
}) => {
  const { id } = await world.connect()
  const planned = await world.rest.ask<RunView>('POST', `/api/directory/connections/${id}/plan`, {})
  const plan = await world.rest.waitForRun(planned.id)
  const run = new RunPage(page)
  await run.open(plan.id)
  let killedAt = Number.POSITIVE_INFINITY

  await test.step('it is killed in the middle of a transaction', async () => {
    await page.getByRole('button', { name: 'Start sync', exact: true }).click()
    await waitUntilHalfApplied(world.rest, plan.id)
    await world.server.kill9()
    killedAt = Date.now()
    await expect(page.getByText('The live connection is interrupted')).toBeVisible()
    await expect(page.getByText('The run goes on without this page.')).toBeVisible()
  })

  await test.step('started again, it goes on by itself', async () => {
    await world.server.start()
    await expect(run.status('Succeeded')).toBeVisible({ timeout: 60_000 })
    await expect(run.sentence).toHaveText('16,000 people were created.')
    await expect(page.getByText('The live connection is interrupted')).toBeHidden()
    const { finishedAt } = await world.rest.getRun(plan.id)
    expect(Date.parse(finishedAt ?? '')).toBeGreaterThan(killedAt)
  })

  await test.step('and everyone is as without the crash', async () => {
    const undisturbed = await World.open({ engine, start: 'synced', tenants: MANY })
    try {
      expect(await readEveryone(world.rest)).toEqual(await readEveryone(undisturbed.rest))
    } finally {
      await undisturbed.close()
    }
  })
})

/** Asks without a pause: the answer comes as soon as a batch is committed, while the next one is being written. */
async function waitUntilHalfApplied(rest: RestClient, id: string): Promise<void> {
  for (;;) {
    const { status, appliedCount, changeCount } = await rest.getRun(id)
    if (appliedCount > 0) {
      expect(appliedCount).toBeLessThan(changeCount)
      return
    }
    expect(['awaiting_confirmation', 'applying']).toContain(status)
  }
}

/** What the sync decided about each person, without what differs between any two databases. */
async function readEveryone(rest: RestClient): Promise<unknown[]> {
  const people = await rest.listUsers()
  return people
    .map(({ id: _id, createdAt: _made, updatedAt: _changed, claimedAt, registeredAt, ...person }) => ({
      ...person,
      claimed: claimedAt !== null,
      registered: registeredAt !== null,
    }))
    .toSorted((a, b) => `${a.entraId} ${a.email}`.localeCompare(`${b.entraId} ${b.email}`))
}
