import { findLastOwner, findOrdinal, listPlanRows, lockUser } from '@rollcall/db'
import type { ScimOutcome } from '@rollcall/vocabulary'
import { reconcileUser } from '../matching/reconcile-user.ts'
import { loadChunk, type PlannedPerson } from '../sync/plan-chunk.ts'
import { toPersonRules } from './judge-scim-user.ts'
import { NO_REALMS } from './no-realms.ts'
import { settleVerdict } from './settle-verdict.ts'
import type { Settling } from './settling.ts'
import type { Settled } from './user-facts.ts'

/** How often the person who matches may turn out to be another before the last one counts. */
const ROUNDS = 3

/** Finds out who a stored User without a link is, as a run would, and does what follows. */
export async function settleUnlinked(settling: Settling, otherwise: ScimOutcome): Promise<Settled> {
  const { call, tx, person, at } = settling
  const rules = toPersonRules(call.rules, at)
  const ordinal = await findOrdinal(tx, person.id)
  let held: string | null = null
  for (let round = 1; ; round++) {
    const planned = ordinal === null ? null : await loadPlanned(settling, ordinal)
    if (planned === null) return { outcome: otherwise, userId: null, why: null, fields: [] }
    const verdict = reconcileUser(planned.input, rules)
    const target = 'user' in verdict ? verdict.user.id : null
    // What was read of a person counts once nobody else can change them.
    if (target === null || target === held || round === ROUNDS)
      return settleVerdict(settling, planned, verdict, otherwise)
    await lockUser(tx, target)
    held = target
  }
}

async function loadPlanned({ call, tx }: Settling, ordinal: number): Promise<PlannedPerson | null> {
  const { connectionId, refreshClaimed } = call.rules
  const rows = await listPlanRows(tx, {
    connectionId,
    after: -1,
    limit: 1,
    among: [ordinal],
    refreshClaimed,
    pushed: true,
    leaversUpTo: null,
    mappingIds: [],
    grants: [],
  })
  const [planned] = await loadChunk(tx, connectionId, rows, NO_REALMS, await findLastOwner(tx))
  return planned ?? null
}
