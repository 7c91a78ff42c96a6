import type { PlannedChange } from '../plan.ts'
import { personState, realmChange, type ChangeKind, type RealmChange } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Profile } from '../../matching/directory-profile.ts'

/** State of a person as a change stores it: what it shows, and what else it was guarded by. */
export const storedState = personState.extend({
  profile: personState.shape.profile.default({}),
  registered: z.boolean().optional(),
  role: z.string().optional(),
})
export type StoredState = z.output<typeof storedState>

export const storedRealms = z.array(realmChange)

/** One change that a run applied to a person. Realms the run made are named by their ids. */
export interface UndoneChange {
  readonly kind: ChangeKind
  readonly userId: string
  readonly identityId: string | null
  readonly objectId: string | null
  readonly name: string
  readonly email: string | null
  readonly before: StoredState
  readonly after: StoredState
  readonly realmsGained: readonly RealmChange[]
  readonly realmsLost: readonly RealmChange[]
}

/** The same person now. */
export interface PresentPerson {
  readonly profile: Profile
  readonly role: string
  readonly status: 'active' | 'disabled'
  /** `sync`, `person`, or null while active. */
  readonly disabledBy: string | null
  readonly disabledRunId: string | null
  readonly registered: boolean
  readonly left: boolean
  readonly editedFields: readonly string[]
  /** Whom the directory record of the change is linked to: this person, nobody, someone else; or there is no record. */
  readonly link: 'here' | 'none' | 'other' | 'unknown'
  /** Another directory record is linked to this person. */
  readonly heldElsewhere: boolean
  /** Someone here edited this person, at any time; and since the change was applied. */
  readonly touched: boolean
  readonly touchedSince: boolean
  /** Another run changed this person since. */
  readonly syncedSince: boolean
  /** Memberships; `mappingId` is null for one by hand. */
  readonly held: readonly { readonly mappingId: string | null; readonly realmId: string }[]
  /** Disabling or deleting would leave nobody in charge. */
  readonly lastOwner: boolean
}

export interface UndoFacts {
  /** The run that is taken back. */
  readonly runId: string
  /** Those that exist. */
  readonly realms: ReadonlySet<string>
  readonly mappings: ReadonlySet<string>
}

export type PlannedUndo = Omit<PlannedChange, 'kind'> & { readonly kind: ChangeKind }

/** A change about this person that does nothing yet. */
export function undoBase(
  change: UndoneChange,
  present: PresentPerson | null,
): Omit<PlannedUndo, 'kind' | 'reason'> {
  return {
    userId: change.userId,
    identityId: change.identityId,
    realmId: null,
    mappingId: null,
    objectId: change.objectId,
    name: present?.profile.name ?? change.name,
    email: present ? present.profile.email : change.email,
    before: { profile: {} },
    after: { profile: {} },
    realmsGained: [],
    realmsLost: [],
    outcome: 'pending',
    error: null,
  }
}

/** A row that says what stays and why; it changes nothing. */
export function toKept(
  change: UndoneChange,
  present: PresentPerson | null,
  reasons: readonly string[],
): PlannedUndo {
  return { ...undoBase(change, present), kind: 'conflict', outcome: 'noted', reason: reasons.join(' ') }
}
