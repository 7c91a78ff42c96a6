import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { updateConnection } from '../connections/update-connection.ts'
import { TEST_NOW } from '../testing/index.ts'
import { openScimWorld } from '../testing/scim-world.ts'
import { startDueRuns } from './start-due-runs.ts'

const DAY_MS = 86_400_000

describeEachEngine('the schedule of a connection that is pushed to', (open) => {
  test('disables whom the client deleted, once the days of grace are over', async () => {
    const clock = { at: TEST_NOW }
    const world = await openScimWorld(open(), {
      leaverPolicy: 'grace',
      leaverGraceDays: 3,
      context: { now: () => clock.at },
    })
    const { ctx, connection } = world
    const gone = await world.create({ userName: 'gone@contoso.example', displayName: 'Gone' })
    await world.create({ userName: 'stays@contoso.example', displayName: 'Stays' })
    await world.remove(gone.resourceId)
    const schedule = { cron: '0 2 * * *', timeZone: 'UTC' }
    await updateConnection({ ctx, input: { id: connection, schedule } })

    const runOn = async (day: number) => {
      clock.at = new Date(TEST_NOW.getTime() + day * DAY_MS)
      const started = await startDueRuns({ ctx })
      expect(started).toHaveLength(1)
      for (const id of started) expect((await world.work(id)).status).toBe('succeeded')
      const users = await open().client.user.findMany({ orderBy: { name: 'asc' }, select: { status: true } })
      return users.map((user) => user.status)
    }
    expect(await runOn(1)).toEqual(['active', 'active'])
    expect(await runOn(4)).toEqual(['disabled', 'active'])
  })
})
