import type { Candidates } from './cycle-candidates.ts'
import { countDeletions, incrementalCandidates, initialCandidates } from './cycle-candidates.ts'
import type { CycleContext } from './cycle-context.ts'
import type { Escrow } from './escrow-book.ts'
import { inParallel } from './in-parallel.ts'
import { provisionGroup } from './provision-group.ts'
import { provisionManager } from './provision-manager.ts'
import { provisionUser } from './provision-user.ts'
import { TargetRefusal } from './scim-target.ts'

/** How a walk over the candidates ended; `attempts` are the objects that something was sent for. */
export type Walk = { attempts: number; deletions: number; isHeld: boolean }

/** Objects that failed in this walk; each counts once. */
type Failures = Set<string>

async function guarded(
  context: CycleContext,
  failures: Failures,
  { kind, id }: Pick<Escrow, 'kind' | 'id'>,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (!(error instanceof TargetRefusal)) throw error
    if (!failures.has(`${kind} ${id}`)) context.counts.failed++
    failures.add(`${kind} ${id}`)
    const now = context.tenant.clock.now()
    context.state.escrows.fail(kind, id, error.message, now, error.retryAfterMs)
    return false
  }
}

/** People first, then references between them, then groups with their members. */
async function visit(context: CycleContext, { users, groups }: Candidates): Promise<void> {
  const { settings, state } = context
  const failures: Failures = new Set()
  await inParallel(users, settings.maxInFlight, async (id) => {
    await guarded(context, failures, { kind: 'user', id }, () => provisionUser(context, id))
  })
  const managed = new Set([...users, ...state.managersWaiting])
  await inParallel(managed, settings.maxInFlight, async (id) => {
    if (failures.has(`user ${id}`)) return
    const isDone = await guarded(context, failures, { kind: 'user', id }, () => provisionManager(context, id))
    if (isDone) state.escrows.clear('user', id)
  })
  for (const [id, { waiting }] of state.groups)
    if (waiting.size > 0 && !groups.has(id)) groups.set(id, { isItself: false, members: new Set() })
  await inParallel(groups, settings.maxInFlight, async ([id, news]) => {
    const isDone = await guarded(context, failures, { kind: 'group', id }, () =>
      provisionGroup(context, id, news),
    )
    if (isDone) state.escrows.clear('group', id)
  })
}

/**
 * One walk: everything at first, later what changed since the last complete one. Held, with nothing sent, when it would
 * disable or delete more than the settings allow. Throws CredentialsRefused.
 */
export async function walkCycle(context: CycleContext, allowDeletions: boolean): Promise<Walk> {
  const { state, tenant, settings } = context
  const end = tenant.store.log.length
  const candidates =
    state.watermark === undefined
      ? initialCandidates(context)
      : incrementalCandidates(context, state.watermark, end)
  const deletions = countDeletions(context, candidates)
  const { deletionThreshold } = settings
  const attempts = candidates.users.length + candidates.groups.size
  if (deletionThreshold !== null && deletions > deletionThreshold && !allowDeletions)
    return { attempts, deletions, isHeld: true }
  await visit(context, candidates)
  state.watermark = end
  return { attempts: attempts - context.counts.skipped, deletions, isHeld: false }
}
