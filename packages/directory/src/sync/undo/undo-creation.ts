import { PROFILE_FIELDS } from '@rollcall/vocabulary'
import { takenRealms } from './undo-realms.ts'
import { toKept, undoBase, type PlannedUndo, type PresentPerson, type UndoneChange } from './undone-change.ts'

/** Someone whom the sync made and nobody has touched is deleted; anyone else is disabled and taken off the directory. */
export function undoCreation(change: UndoneChange, present: PresentPerson): PlannedUndo[] {
  if (present.lastOwner) return [toKept(change, present, [LAST_OWNER])]
  const realmsLost = takenRealms(change.realmsGained, present.held)
  const base = { ...undoBase(change, present), realmsLost }
  const touched = whatTouched(change, present)
  if (touched === null) return [deletion(base, change)]
  if (present.heldElsewhere) return unlinking(base, present, 'update', HELD_ELSEWHERE)
  return unlinking(base, present, 'unlink', `${touched} That is why the account is disabled and not deleted.`)
}

function deletion(base: Omit<PlannedUndo, 'kind' | 'reason'>, { after }: UndoneChange): PlannedUndo {
  const { profile, status, role } = after
  return {
    ...base,
    kind: 'delete',
    before: { profile, registered: false, linked: true, ...(status && { status }), ...(role && { role }) },
    reason: 'That sync made this person, and nobody has touched them since.',
  }
}

function unlinking(
  base: Omit<PlannedUndo, 'kind' | 'reason'>,
  present: PresentPerson,
  kind: 'unlink' | 'update',
  reason: string,
): PlannedUndo[] {
  const disable = kind === 'unlink' && present.status === 'active'
  const unlink = present.link === 'here'
  if (!disable && !unlink && base.realmsLost.length === 0) return []
  return [
    {
      ...base,
      kind: disable || unlink ? kind : 'update',
      before: {
        profile: {},
        registered: false,
        ...(disable && { status: 'active' }),
        ...(unlink && { linked: true }),
      },
      after: { profile: {}, ...(disable && { status: 'disabled' }), ...(unlink && { linked: false }) },
      reason,
    },
  ]
}

/** A sentence about the first thing that makes this person more than what the sync made; null for nothing. */
function whatTouched({ after }: UndoneChange, present: PresentPerson): string | null {
  if (present.link !== 'here') return 'This person was taken off the directory since that sync.'
  if (present.editedFields.length > 0 || present.touched)
    return 'Someone has edited this person since that sync.'
  if (present.held.some((one) => one.mappingId === null))
    return 'Someone has put this person into a realm since that sync.'
  if (present.role !== after.role) return 'This person has another role since that sync.'
  if (present.syncedSince || present.heldElsewhere) return 'Another sync has changed this person since.'
  const same =
    present.status === after.status &&
    PROFILE_FIELDS.every((field) => present.profile[field] === (after.profile[field] ?? null))
  return same ? null : 'This person changed since that sync.'
}

const LAST_OWNER = 'This is the last active owner, who stays. Make someone else an owner, then undo again.'
const HELD_ELSEWHERE = 'Another directory holds this person too, so only the link of this one is taken back.'
