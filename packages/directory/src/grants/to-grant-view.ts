import type { Prisma } from '@rollcall/db'
import { actor, type GrantView, grantView } from '@rollcall/vocabulary'
import { toGrantState } from './grant-state.ts'

export const GRANT_SELECT = {
  id: true,
  userId: true,
  capability: true,
  note: true,
  grantedBy: true,
  grantedAt: true,
  expiresAt: true,
  endedAt: true,
  endReason: true,
} as const satisfies Prisma.CapabilityGrantSelect

export type GrantRow = Prisma.CapabilityGrantGetPayload<{ select: typeof GRANT_SELECT }>

/** The row as of `now`. */
export function toGrantView(row: GrantRow, now: Date): GrantView {
  const { state, endedAt } = toGrantState(row, now)
  return grantView.parse({
    id: row.id,
    userId: row.userId,
    capability: row.capability,
    note: row.note,
    state,
    grantedBy: actor.parse(row.grantedBy).name,
    grantedAt: row.grantedAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  } satisfies Record<keyof GrantView, unknown>)
}
