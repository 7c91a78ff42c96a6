import type { ExplainedIdentityRow, IdentityChange } from '@rollcall/db'
import { whyStatement } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { explainPresence } from './explain-absence.ts'

const at = (day: number) => new Date(`2026-11-${day}T12:00:00Z`)
const RUN = '0199a1b4-02d1-7c11-8a44-91d0c3f5b702'
const CONFLICT = '0199a1b4-2b40-7e83-a6f1-d3c5b7e91a05'

const ada: ExplainedIdentityRow = {
  id: '0199a1b4-1a90-7f52-b0c8-2f6d4e8a9103',
  connectionId: '0199a1b0-6f3c-7d2a-9b1e-4c2f8a7d1e01',
  connectionName: 'Contoso',
  connectionKind: 'entra',
  scimMirroring: {},
  groupIds: [],
  includeNested: false,
  includeGuests: true,
  leaverPolicy: 'keep',
  leaverGraceDays: 14,
  refreshClaimed: false,
  nextRunAt: null,
  objectId: 'o1',
  externalId: null,
  displayName: 'Ada',
  givenName: null,
  surname: null,
  mail: 'ada@contoso.example',
  userPrincipalName: null,
  jobTitle: null,
  department: null,
  employeeId: null,
  accountEnabled: true,
  userType: 'member',
  createdAt: at(10),
  syncedAt: at(10),
  leftAt: null,
  userId: null,
  userName: null,
  conflictId: null,
  conflictStatus: null,
  conflictAt: null,
  decidedBy: null,
  decidedAt: null,
  workingRunId: null,
  change: null,
}

const change = (more: Partial<IdentityChange>): IdentityChange => ({
  kind: 'create',
  outcome: 'pending',
  reason: 'In the directory and not here yet.',
  message: null,
  hint: null,
  applied: false,
  at: null,
  runId: RUN,
  runStatus: 'awaiting_confirmation',
  runActor: 'Grace',
  runAt: at(12),
  decidedBy: null,
  decidedAt: null,
  userGone: false,
  deletedBy: null,
  deletedAt: null,
  ...more,
})

const conflict = (status: string) => ({
  conflictId: CONFLICT,
  conflictStatus: status,
  conflictAt: at(11),
  ...(status === 'open' ? {} : { decidedBy: 'Grace', decidedAt: at(13) }),
})

const cases: [string, Partial<ExplainedIdentityRow>, object][] = [
  ['imported', { userId: ada.id, userName: 'Ada L.' }, { text: 'Is here as Ada L.', userId: ada.id }],
  ['not_planned', {}, { text: 'No sync has decided about this person yet. The next sync looks again.' }],
  ['not_planned', { nextRunAt: at(21) }, { text: expect.stringContaining('due on 2026-11-21 at 12:00 UTC') }],
  ['sync_under_way', { workingRunId: RUN }, { runId: RUN }],
  ['conflict_waits', conflict('open'), { conflictId: CONFLICT, at: at(11).toISOString() }],
  ['ignored', conflict('ignored'), { actor: 'Grace', conflictId: CONFLICT }],
  ['decided', conflict('linked'), { text: expect.stringContaining('Grace decided to link') }],
  ['decided', { ...conflict('separate'), change: change({ kind: 'conflict', outcome: 'noted' }) }, {}],
  [
    'plan_waits',
    { ...conflict('separate'), change: change({ runAt: at(14) }) },
    { runId: RUN, actor: 'Grace', conflictId: null },
  ],
  ['plan_waits', { change: change({}) }, { runId: RUN }],
  ['sync_under_way', { change: change({ runStatus: 'applying' }) }, { runId: RUN }],
  [
    'plan_rejected',
    { change: change({ runStatus: 'cancelled', decidedBy: 'Linus', decidedAt: at(15) }) },
    { actor: 'Linus', at: at(15).toISOString() },
  ],
  ['sync_stopped', { change: change({ runStatus: 'failed' }) }, { runId: RUN }],
  [
    'failed',
    { change: change({ outcome: 'failed', message: 'It was refused.', hint: 'Look at the name.' }) },
    { text: expect.stringContaining('It was refused. Look at the name.') },
  ],
  ['stale', { change: change({ outcome: 'stale', runStatus: 'succeeded' }) }, { runId: RUN }],
  ['left_out', { change: change({ outcome: 'left_out', decidedBy: 'Linus' }) }, { actor: 'Linus' }],
  [
    'deleted_here',
    {
      change: change({
        applied: true,
        runStatus: 'succeeded',
        userGone: true,
        deletedBy: 'Linus',
        deletedAt: at(16),
      }),
    },
    { actor: 'Linus', at: at(16).toISOString(), runId: null },
  ],
  ['undone', { change: change({ kind: 'unlink', applied: true, at: at(17) }) }, { at: at(17).toISOString() }],
  ['left_before_import', { leftAt: at(18) }, { at: at(18).toISOString() }],
  ['left_before_import', { leftAt: at(18), ...conflict('open') }, { conflictId: null }],
  [
    'not_in_groups',
    { leftAt: at(18), groupIds: ['g1'] },
    { text: expect.stringContaining('none of the groups') },
  ],
  ['guest_out_of_scope', { userType: 'guest', includeGuests: false, leftAt: at(18) }, {}],
  ['guest_out_of_scope', { userType: 'guest', includeGuests: false }, {}],
  ['not_planned', { connectionKind: 'scim' }, { text: expect.stringMatching(/^Is stored for the client/) }],
  [
    'left_before_import',
    { connectionKind: 'scim', leftAt: at(18) },
    { text: 'Was deleted by the client of Contoso.', at: at(18).toISOString() },
  ],
  ['conflict_waits', { connectionKind: 'scim', ...conflict('open') }, { conflictId: CONFLICT }],
]

test.each(cases)('%s: %j', (kind, facts, expected) => {
  const answer = explainPresence({ ...ada, ...facts })
  expect(answer).toMatchObject({ kind, ...expected })
  expect(whyStatement.parse(answer).text).toMatch(/^[A-Z].*\.$/)
  expect(answer.connectionId).toBe(ada.connectionId)
})
