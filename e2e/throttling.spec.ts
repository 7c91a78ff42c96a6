import { expect, test } from './fixtures.ts'
import { RunPage } from './pages/run-page.ts'

test.use({ setting: { pageSizeCap: 10 } })

test('a storm of 429 is told, waited out, and loses nobody', async ({ page, world }) => {
  const { id } = await world.connect()
  world.emulator.control.addFault({
    match: { path: String.raw`/users\?`, after: 2, times: 3 },
    effect: { kind: 'throttle', retryAfter: 4 },
  })
  const started = await world.rest.ask<{ id: string }>('POST', `/api/directory/connections/${id}/sync`, {})
  const run = new RunPage(page)
  await run.open(started.id)
  await expect(run.progress).toHaveAccessibleName(/^Microsoft asked us to wait \d+ s$/)
  await expect(run.status('Succeeded')).toBeVisible({ timeout: 60_000 })
  await expect(run.sentence).toHaveText('60 people were created.')
  const { completeReading, counts } = await world.rest.getRun(started.id)
  expect(completeReading).toBe(true)
  expect(counts).toMatchObject({ seen: 60, created: 60, errors: 0 })
  const refused = world.emulator.control.requests().filter((request) => request.status === 429)
  expect(refused).toHaveLength(3)
  expect(await world.rest.listUsers({ connectionId: id })).toHaveLength(60)
})
