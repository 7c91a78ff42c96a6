import { PROFILE_FIELDS, type ProfileField } from '@rollcall/vocabulary'
import { toFieldLabel } from '../../events/field-labels.ts'
import type { StatePart } from '../../matching/reconcile-user.ts'
import { returnRealms, takenRealms } from './undo-realms.ts'
import {
  toKept,
  undoBase,
  type PlannedUndo,
  type PresentPerson,
  type UndoFacts,
  type UndoneChange,
} from './undone-change.ts'

/** What goes back, what it is guarded by, and what stays. */
interface Undoing {
  readonly before: StatePart & { registered: boolean; disabledRunId?: string }
  readonly after: StatePart
  /** Sentences: why each part goes back, and why each other part stays. */
  readonly said: string[]
  readonly kept: string[]
}

/** Takes back an update field by field; the account, the marks, the link and the realms each by their own rule. */
export function undoUpdate(change: UndoneChange, present: PresentPerson, facts: UndoFacts): PlannedUndo[] {
  const undoing: Undoing = {
    before: { profile: {}, registered: present.registered },
    after: { profile: {} },
    said: [],
    kept: [],
  }
  undoProfile(undoing, change, present)
  undoStatus(undoing, change, present, facts)
  undoLeaving(undoing, change, present)
  undoLink(undoing, change, present)
  const realmsLost = takenRealms(change.realmsGained, present.held)
  const returned = returnRealms(change, present.held, facts)
  if (realmsLost.length > 0) undoing.said.push('A realm that sync gave is taken.')
  if (returned.given.length > 0) undoing.said.push('A realm that sync took is given back.')
  undoing.kept.push(...returned.kept)

  const { before, after, said, kept } = undoing
  const rows: PlannedUndo[] = []
  if (said.length > 0) {
    rows.push({
      ...undoBase(change, present),
      kind: after.status === 'disabled' ? 'disable' : after.status === 'active' ? 'reactivate' : 'update',
      before,
      after,
      realmsGained: returned.given,
      realmsLost,
      reason: said.join(' '),
    })
  }
  if (kept.length > 0) rows.push(toKept(change, present, kept))
  return rows
}

/** A field goes back only while it holds what the sync wrote and nobody has made it theirs. */
function undoProfile(
  { before, after, said, kept }: Undoing,
  change: UndoneChange,
  present: PresentPerson,
): void {
  let fields = 0
  for (const field of PROFILE_FIELDS) {
    const wrote = change.after.profile[field]
    if (wrote === undefined) continue
    const was = change.before.profile[field] ?? null
    const now = present.profile[field]
    if (now === was) continue
    const edited = present.editedFields.includes(field)
    if (now !== wrote || edited) {
      kept.push(whyFieldStays(field, edited, present))
      continue
    }
    before.profile[field] = now
    after.profile[field] = was
    fields += 1
  }
  if (fields === 0) return
  said.push(
    fields === 1
      ? 'One field goes back to what it was before that sync.'
      : `${fields} fields go back to what they were before that sync.`,
  )
}

function whyFieldStays(field: ProfileField, edited: boolean, present: PresentPerson): string {
  const what = `The ${toFieldLabel(field)}`
  if (edited) return `${what} was changed by hand after that sync, so it stays.`
  return present.syncedSince
    ? `${what} was changed by a later sync, so it stays.`
    : `${what} was changed after that sync, so it stays.`
}

function undoStatus(
  { before, after, said, kept }: Undoing,
  change: UndoneChange,
  present: PresentPerson,
  facts: UndoFacts,
): void {
  const became = change.after.status
  if (became === undefined || became === change.before.status || present.status !== became) return
  if (became === 'disabled') {
    if (present.disabledBy !== 'sync' || present.disabledRunId !== facts.runId) {
      kept.push(present.disabledBy === 'sync' ? DISABLED_BY_LATER_SYNC : DISABLED_BY_HAND)
      return
    }
    before.status = 'disabled'
    before.disabledRunId = facts.runId
    after.status = 'active'
    said.push('Enabled again, because that sync disabled the account.')
    return
  }
  if (present.touchedSince || present.lastOwner) {
    kept.push(present.touchedSince ? EDITED_SINCE : LAST_OWNER)
    return
  }
  before.status = 'active'
  after.status = 'disabled'
  said.push('Disabled again, because that sync enabled the account.')
}

function undoLeaving({ before, after, said }: Undoing, change: UndoneChange, present: PresentPerson): void {
  const became = change.after.left
  if (became === undefined || present.left !== became) return
  before.left = became
  after.left = !became
  said.push(became ? 'No longer marked as having left.' : 'Marked as having left again.')
}

function undoLink({ before, after, said }: Undoing, change: UndoneChange, present: PresentPerson): void {
  const became = change.after.linked
  if (became === undefined || (present.link === 'here') !== became) return
  before.linked = became
  after.linked = !became
  said.push(
    became ? 'The link to the directory account is taken back.' : 'Linked to the directory account again.',
  )
}

const DISABLED_BY_HAND = 'The account was disabled by hand after that sync, so it stays disabled.'
const DISABLED_BY_LATER_SYNC = 'A later sync disabled the account, so it stays disabled.'
const EDITED_SINCE = 'Someone edited this person after that sync, so the account stays enabled.'
const LAST_OWNER =
  'This is the last active owner, so the account stays enabled. Make someone else an owner, then undo again.'
