import { changeGroup, findResource, sqlIn, type ChangedGroup, type ChangeGroup } from '@rollcall/db'
import type { ScimResource } from '@rollcall/scim'
import { connectionId } from '@rollcall/vocabulary'
import { queueRun } from '../sync/start-run.ts'
import {
  requireMemberIds,
  toGroupDocument,
  toGroupWrite,
  unknownGroup,
  unknownMember,
  writeGroupRow,
} from './group-write.ts'
import { changedWhy, heldWhy } from './group-sentences.ts'
import type { ScimCall, StoredResource, Written } from './provider-call.ts'
import { isResourceId } from './resource-id.ts'
import { requireVersion, ScimBusy } from './scim-refusals.ts'
import { toStoredResource } from './to-stored-resource.ts'

/** What is to become of a group. */
export interface GroupPlan {
  /** The new document and what is different in it; null when it stays. */
  readonly write: { readonly document: ScimResource; readonly changed: readonly string[] } | null
  readonly add: readonly string[]
  readonly remove: readonly string[] | 'others'
}

export interface GroupChange {
  readonly id: string
  readonly ifMatch: string | null
  /** The plan where it is the same for every group, which then need not be read first. */
  readonly blind: GroupPlan | null
  /** Pure: works the plan out for the group as it is stored. */
  readonly plan: (stored: StoredResource) => GroupPlan
}

/** Every attempt that comes to nothing is one in which another request got through. */
const ATTEMPTS = 100

/**
 * Changes a group: in one statement where it need not be read first, else in two, which repeat when it changed in between. What
 * it is judged by, guard and mapping, the statement reads itself, so rules that changed since make no difference.
 */
export async function changeScimGroup(call: ScimCall<unknown>, change: GroupChange): Promise<Written> {
  if (!isResourceId(change.id)) throw unknownGroup()
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const stored = change.blind ? null : await read(call, change)
    const plan = stored ? change.plan(stored) : change.blind
    if (!plan) break
    if (stored && isIdle(plan)) return toWritten(call, stored, null)
    const wanted = toChange(call, change.id, plan, stored)
    const done = await writeGroupRow(() => changeGroup(call.ctx.db.sql, wanted))
    const final =
      done.result === 'too_many' ? await hold(call, wanted) : { done, outcome: 'updated' as const, why: null }
    if (final.done.result === 'unknown_member') throw unknownMember()
    if (final.done.result !== 'missing') return toWritten(call, null, { ...final, plan })
    if (change.blind) throw unknownGroup()
  }
  throw new ScimBusy(1, 'Many requests change this Group at the same moment. Try again.')
}

async function read(
  { ctx, rules }: ScimCall<unknown>,
  { id, ifMatch }: GroupChange,
): Promise<StoredResource> {
  const { connectionId: connection } = rules
  const wanted = { type: 'Group', connectionId: connection, by: 'id', value: id, related: false } as const
  const row = await findResource(ctx.db.sql, wanted)
  if (!row) throw unknownGroup()
  requireVersion(ifMatch, row.version)
  return toStoredResource(row, 'Group')
}

function isIdle({ write, add, remove }: GroupPlan): boolean {
  return write === null && add.length === 0 && remove !== 'others' && remove.length === 0
}

function toChange(
  call: ScimCall<unknown>,
  id: string,
  { write, add, remove }: GroupPlan,
  stored: StoredResource | null,
): ChangeGroup {
  return {
    ...toGroupWrite(call, id),
    version: stored?.version ?? null,
    add: requireMemberIds(add),
    remove,
    write: write && { ...toGroupDocument(write.document), changed: write.changed },
    hold: false,
  }
}

/**
 * The members change as asked, but those who are out keep the realm for now: a run works out who would lose it, and its guard
 * makes it wait for a person.
 */
async function hold(
  { ctx, rules, requestId }: ScimCall<unknown>,
  wanted: ChangeGroup,
): Promise<Omit<Done, 'plan'>> {
  return writeGroupRow(() =>
    ctx.db.change(async (tx, emit) => {
      const done = await changeGroup(sqlIn(tx), { ...wanted, hold: true, logged: false })
      if (done.result !== 'written') return { done, outcome: 'unchanged', why: null }
      const run = await queueRun({
        ctx,
        tx,
        emit,
        wanted: {
          connectionId: connectionId.parse(rules.connectionId),
          // The guard of a run looks at its own plan; where only the last hour makes it too many, the run waits in any case.
          planOnly: !done.large,
          mode: undefined,
        },
      })
      const why = heldWhy(done, run.started)
      emit({
        type: 'scim.group.received',
        actor: ctx.actor,
        connectionId: rules.connectionId,
        data: {
          connection: rules.displayName,
          group: String(done.resource?.document['displayName']),
          outcome: 'held',
          requestId,
          changed: [...(wanted.write?.changed ?? []), 'members'],
          ...(done.added > 0 && { added: done.added }),
          ...(done.removed > 0 && { removed: done.removed }),
          why,
        },
      })
      return { done, outcome: 'held', why }
    }),
  )
}

interface Done {
  readonly done: ChangedGroup
  readonly outcome: 'updated' | 'unchanged' | 'held'
  readonly why: string | null
  readonly plan: GroupPlan
}

function toWritten(call: ScimCall<unknown>, stored: StoredResource | null, result: Done | null): Written {
  const row = result?.done.resource
  const resource = row ? toStoredResource(row, 'Group') : stored
  if (!resource) throw new Error('A group that was written is answered.')
  const written = result?.done.result === 'written'
  const moved = result && result.done.added + result.done.removed > 0 ? ['members'] : []
  return {
    resource,
    resourceId: resource.id,
    outcome: written ? result.outcome : 'unchanged',
    changed: written ? [...(result.plan.write?.changed ?? []), ...moved] : [],
    userId: null,
    why: written ? (result.why ?? changedWhy(result.done)) : null,
  }
}
