import { judgePerson } from './cycle-context.ts'
import type { CycleContext } from './cycle-context.ts'
import { managerPatch } from './patch-body.ts'
import { managerTarget } from './provision-user.ts'

/** What the manager should be at the target: their id there, null for nobody, undefined for "not yet". */
function wantedManager({ tenant, state }: CycleContext, ordinal: number): string | null | undefined {
  const managerId = tenant.store.users.managerIdAt(ordinal)
  if (managerId === undefined) return null
  const link = state.users.get(managerId.toLowerCase())
  return link?.targetId
}

/** Sets, changes or clears the manager of someone who is at the target. Managers out of scope are left out. */
export async function provisionManager(context: CycleContext, id: string): Promise<void> {
  const path = managerTarget(context)
  const person = judgePerson(context, id)
  const link = person === undefined ? undefined : context.state.users.get(person.user.id)
  if (path === undefined || person === undefined || link === undefined || person.presence !== 'live') return
  const { state } = context
  const wanted = wantedManager(context, person.ordinal)
  state.managersWaiting.delete(person.user.id)
  if (wanted === undefined) {
    const managerId = context.tenant.store.users.managerIdAt(person.ordinal)
    if (managerId !== undefined && state.escrows.has('user', managerId))
      state.managersWaiting.add(person.user.id)
    return
  }
  if (wanted === (link.managerId ?? null)) return
  await context.target.call({
    action: 'set-manager',
    subject: person.subject,
    method: 'PATCH',
    path: `/Users/${encodeURIComponent(link.targetId)}`,
    body: managerPatch(context.dialect, { path, before: link.managerId, after: wanted }),
    dialect: context.dialect,
  })
  if (wanted === null) delete link.managerId
  else link.managerId = wanted
  context.counts.managersSet++
}
