import type { Prisma } from '@rollcall/db'
import { type ChangeView, changeView } from '@rollcall/vocabulary'

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
  appliedAt: true,
} as const satisfies Prisma.SyncChangeSelect

export type ChangeRow = Prisma.SyncChangeGetPayload<{ select: typeof CHANGE_SELECT }>

/** `conflictIds` are the conflicts of a page by identity id. */
export function toChangeView(row: ChangeRow, conflictIds: ReadonlyMap<string, string>): ChangeView {
  return changeView.parse({
    id: `${row.runId}:${row.seq}`,
    seq: row.seq,
    kind: row.kind,
    userId: row.userId,
    entraId: row.objectId,
    name: row.name,
    email: row.email,
    before: toState(row.before),
    after: toState(row.after),
    realmsGained: row.realmsGained,
    realmsLost: row.realmsLost,
    reason: row.reason,
    outcome: row.outcome,
    error: row.error,
    appliedAt: row.appliedAt?.toISOString() ?? null,
    conflictId: (row.identityId === null ? undefined : conflictIds.get(row.identityId)) ?? null,
  } satisfies Record<keyof ChangeView, unknown>)
}

/** A change that touches no profile field stores no profile. */
function toState(stored: Prisma.JsonValue): unknown {
  return typeof stored === 'object' && !Array.isArray(stored) ? { profile: {}, ...stored } : stored
}
