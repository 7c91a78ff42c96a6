import type { Prisma } from '@rollcall/db'
import { type ChangeView, changeView } from '@rollcall/vocabulary'
import { outcomeOf, type RunJournal } from './run-journal.ts'

export const CHANGE_SELECT = {
  runId: true,
  seq: true,
  kind: true,
  userId: true,
  identityId: true,
  objectId: true,
  name: true,
  email: true,
  before: true,
  after: true,
  realmsGained: true,
  realmsLost: true,
  reason: true,
  outcome: true,
  error: true,
} as const satisfies Prisma.SyncChangeSelect

export type ChangeRow = Prisma.SyncChangeGetPayload<{ select: typeof CHANGE_SELECT }>

export interface ChangeFacts {
  readonly journal: RunJournal
  /** Conflicts of the page by identity id. */
  readonly conflictIds: ReadonlyMap<string, string>
}

export function toChangeView(row: ChangeRow, { journal, conflictIds }: ChangeFacts): ChangeView {
  const { outcome, appliedAt } = outcomeOf(row, journal)
  return changeView.parse({
    id: `${row.runId}:${row.seq}`,
    seq: row.seq,
    kind: row.kind,
    userId: row.userId,
    // A pushed person goes by the id of their row here, which is no Entra id.
    entraId: row.objectId === row.identityId ? null : row.objectId,
    name: row.name,
    email: row.email,
    before: toState(row.before),
    after: toState(row.after),
    realmsGained: row.realmsGained,
    realmsLost: row.realmsLost,
    reason: row.reason,
    outcome,
    error: row.error,
    appliedAt: appliedAt?.toISOString() ?? null,
    conflictId: (row.identityId === null ? undefined : conflictIds.get(row.identityId)) ?? null,
  } satisfies Record<keyof ChangeView, unknown>)
}

/** A change that touches no profile field stores no profile. */
function toState(stored: Prisma.JsonValue): unknown {
  return typeof stored === 'object' && !Array.isArray(stored) ? { profile: {}, ...stored } : stored
}
