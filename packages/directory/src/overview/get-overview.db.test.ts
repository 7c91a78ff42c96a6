import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { createTestContext, makeConnection, makeRun, makeUser } from '../testing/index.ts'
import { getOverview } from './get-overview.ts'

describeEachEngine('the overview', (open) => {
  test('of an empty server leads to connecting a directory', async () => {
    const view = await getOverview({ ctx: createTestContext(open()), input: {} })
    expect(view).toMatchObject({
      people: { registered: 0, unclaimed: 0, disabled: 0, left: 0 },
      connections: [],
      runs: [],
    })
    expect(view.attention.map((item) => item.kind)).toEqual(['no_connection'])
    expect(view.days).toHaveLength(30)
    expect(view.days.at(0)?.date).toBe('2026-10-23')
    expect(view.days.at(-1)).toEqual({ date: '2026-11-21', created: 0, claimed: 0, unclaimed: 0 })
  })

  test('counts people by state and day, and shows what waits', async () => {
    const db = open()
    await makeUser(db, { createdAt: new Date('2026-01-01T00:00:00Z') })
    await makeUser(db, {
      createdAt: new Date('2026-01-01T00:00:00Z'),
      registeredAt: new Date('2026-11-20T23:59:59.999Z'),
    })
    await makeUser(db, {
      createdAt: new Date('2026-11-20T00:00:00Z'),
      leftAt: new Date('2026-11-20T00:00:00Z'),
    })
    await makeUser(db, {
      createdAt: new Date('2026-11-21T00:00:00Z'),
      status: 'disabled',
      disabledBy: 'person',
      disabledAt: new Date('2026-11-21T00:00:00Z'),
    })
    const connectionId = await makeConnection(db, { displayName: 'Contoso' })
    for (let count = 0; count < 9; count++) await makeRun(db, { connectionId })
    const held = { code: 'asked_for_plan', text: 'The run was asked for as a plan.' }
    const runId = await makeRun(db, { connectionId, status: 'awaiting_confirmation', held, changeCount: 12 })

    const view = await getOverview({ ctx: createTestContext(db), input: {} })
    expect(view.people).toEqual({ registered: 1, unclaimed: 2, disabled: 1, left: 1 })
    expect(view.days.slice(-3)).toEqual([
      { date: '2026-11-19', created: 0, claimed: 0, unclaimed: 2 },
      { date: '2026-11-20', created: 1, claimed: 1, unclaimed: 2 },
      { date: '2026-11-21', created: 1, claimed: 0, unclaimed: 2 },
    ])
    expect(view.attention).toEqual([
      {
        kind: 'held_plan',
        text: 'A plan for Contoso waits for confirmation. The run was asked for as a plan.',
        href: `/sync-runs/${runId}`,
        count: 12,
      },
    ])
    expect(view.runs).toHaveLength(8)
    expect(view.runs[0]?.id).toBe(runId)
    expect(view.connections).toMatchObject([{ id: connectionId, lastRun: { id: runId } }])
  })
})
