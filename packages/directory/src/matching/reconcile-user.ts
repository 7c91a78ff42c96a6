import { PROFILE_FIELDS, type ProfileField, type UserStatus } from '@rollcall/vocabulary'
import { isRenamed, toDirectoryProfile, type Profile, type ProfileSource } from './directory-profile.ts'
import { matchPerson, type MatchInput } from './match-person.ts'

/** What the directory's mirror says about one person. */
export interface MirroredPerson extends ProfileSource {
  readonly identityId: string
  readonly accountEnabled: boolean
  /** When a complete reading no longer held the person; null while present. */
  readonly leftAt: Date | null
}

/** The user a directory person is linked to, or would be. */
export interface UserState {
  readonly id: string
  readonly profile: Profile
  readonly status: UserStatus
  readonly disabledBySync: boolean
  readonly registered: boolean
  readonly left: boolean
  readonly editedFields: readonly string[]
  /** Another directory still holds this person. */
  readonly heldElsewhere: boolean
  /** Another directory that holds this person says that the account is disabled. */
  readonly disabledElsewhere: boolean
  /** Disabling would leave nobody in charge. */
  readonly lastOwner: boolean
}

export interface PersonRules {
  readonly autoLinkClaimed: boolean
  readonly refreshClaimed: boolean
  /** Profile fields that the directory fills; null for all. The others are left to people here. */
  readonly fields: readonly ProfileField[] | null
  readonly leaverPolicy: 'keep' | 'deactivate' | 'grace'
  readonly leaverGraceDays: number
  readonly now: Date
}

export interface PersonInput extends MatchInput {
  readonly person: MirroredPerson
  readonly linked: UserState | null
  /** For an unlinked person, the users that matching, a former link or a decision may link. */
  readonly candidateStates: ReadonlyMap<string, UserState>
}

/** The part of a user that a change touches; absent keys stay as they are. */
export interface StatePart {
  profile: Partial<Record<ProfileField, string | null>>
  status?: UserStatus
  left?: boolean
  linked?: boolean
}

export type Verdict =
  | { readonly kind: 'skip' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'create'; readonly after: StatePart; readonly reason: string }
  | {
      readonly kind: 'update' | 'disable' | 'deactivate' | 'reactivate' | 'leave'
      readonly user: UserState
      readonly before: StatePart
      readonly after: StatePart
      readonly reason: string
    }
  | { readonly kind: 'unchanged'; readonly user: UserState }
  | {
      readonly kind: 'conflict'
      readonly reason: 'claimed_match' | 'several_matches' | 'shared_match'
      readonly candidateIds: readonly string[]
    }
  | { readonly kind: 'error'; readonly user: UserState; readonly reason: string; readonly hint: string }

/** Brings one directory person and our people together. Total, no I/O, no clock; the rules of a person are read here. */
export function reconcileUser(input: PersonInput, rules: PersonRules): Verdict {
  const { person, linked } = input
  if (linked)
    return person.leftAt === null
      ? present(person, linked, null, rules)
      : leaving(person.leftAt, linked, rules)
  if (person.leftAt !== null) return { kind: 'absent' }

  const match = matchPerson(input, rules.autoLinkClaimed)
  switch (match.kind) {
    case 'ignored':
      return { kind: 'skip' }
    case 'conflict':
      return match
    case 'none':
      return creation(person, rules)
    case 'link': {
      const user = input.candidateStates.get(match.userId)
      return user ? present(person, user, match.by, rules) : creation(person, rules)
    }
  }
}

function creation(person: MirroredPerson, rules: PersonRules): Verdict {
  const profile = toDirectoryProfile(person)
  // A person always has a name; whatever else the directory does not fill is left to people here.
  for (const field of PROFILE_FIELDS)
    if (field !== 'name' && rules.fields?.includes(field) === false) profile[field] = null
  return {
    kind: 'create',
    after: {
      profile,
      status: person.accountEnabled ? 'active' : 'disabled',
      linked: true,
    },
    reason: person.accountEnabled
      ? 'In the directory and not here yet.'
      : 'In the directory and not here yet; the account is disabled there.',
  }
}

const LINK_REASONS = {
  email: 'The email matches this person, so the two are linked.',
  decision: 'Someone decided that this is the same person, so the two are linked.',
  former: 'The same directory account was linked to this person before.',
  twin: 'The same directory object came through another connection, so the two are linked.',
} as const

/** `linkedBy` is null for someone who is linked already. */
function present(
  person: MirroredPerson,
  user: UserState,
  linkedBy: keyof typeof LINK_REASONS | null,
  rules: PersonRules,
): Verdict {
  const { before, after } = profileChanges(person, user, rules)
  const reasons: string[] = []
  if (linkedBy !== null) {
    before.linked = false
    after.linked = true
    reasons.push(LINK_REASONS[linkedBy])
  }
  const fields = Object.keys(after.profile).length
  if (fields > 0)
    reasons.push(
      fields === 1 ? 'One field changed in the directory.' : `${fields} fields changed in the directory.`,
    )
  if (user.left) {
    before.left = true
    after.left = false
    reasons.push('Back in the directory.')
  }
  const status = statusChange(person, user)
  if (status === 'last_owner') return lastOwnerError(user, 'The account is disabled in the directory')
  if (status) {
    before.status = user.status
    after.status = status
    reasons.push(
      status === 'disabled'
        ? 'The account was disabled in the directory.'
        : 'Enabled in the directory again.',
    )
  }
  if (reasons.length === 0) return { kind: 'unchanged', user }
  const kind = status === 'disabled' ? 'disable' : status === 'active' ? 'reactivate' : 'update'
  return { kind, user, before, after, reason: reasons.join(' ') }
}

/** Fields a person edited here stay; so does the whole profile of someone who has claimed, unless refreshing is on. */
function profileChanges(person: MirroredPerson, user: UserState, rules: PersonRules) {
  const before: StatePart = { profile: {} }
  const after: StatePart = { profile: {} }
  if (user.registered && !rules.refreshClaimed) return { before, after }
  const wanted = toDirectoryProfile(person)
  for (const field of rules.fields ?? PROFILE_FIELDS) {
    if (user.editedFields.includes(field) || user.profile[field] === wanted[field]) continue
    if (field === 'email' && isRenamed(person)) continue
    before.profile[field] = user.profile[field]
    after.profile[field] = wanted[field]
  }
  return { before, after }
}

function statusChange(person: MirroredPerson, user: UserState): UserStatus | 'last_owner' | null {
  if (!person.accountEnabled && user.status === 'active') return user.lastOwner ? 'last_owner' : 'disabled'
  if (person.accountEnabled && user.status === 'disabled' && user.disabledBySync)
    return user.disabledElsewhere ? null : 'active'
  return null
}

function leaving(leftAt: Date, user: UserState, rules: PersonRules): Verdict {
  if (user.heldElsewhere) return { kind: 'absent' }
  const deactivate = user.status === 'active' && removesNow(leftAt, rules)
  if (deactivate && user.lastOwner) return lastOwnerError(user, 'No longer in the directory')
  if (user.left && !deactivate) return { kind: 'absent' }
  const before: StatePart = { profile: {} }
  const after: StatePart = { profile: {} }
  if (!user.left) {
    before.left = false
    after.left = true
  }
  if (!deactivate) return { kind: 'leave', user, before, after, reason: leaveReason(rules) }
  before.status = 'active'
  after.status = 'disabled'
  return {
    kind: 'deactivate',
    user,
    before,
    after,
    reason: 'No longer in the directory or in the selected groups.',
  }
}

function removesNow(leftAt: Date, rules: PersonRules): boolean {
  if (rules.leaverPolicy === 'keep') return false
  if (rules.leaverPolicy === 'deactivate') return true
  return rules.now.getTime() - leftAt.getTime() >= rules.leaverGraceDays * 86_400_000
}

function leaveReason(rules: PersonRules): string {
  const gone = 'No longer in the directory or in the selected groups.'
  return rules.leaverPolicy === 'grace'
    ? `${gone} The account stays for ${rules.leaverGraceDays} days.`
    : `${gone} The account is kept, as this connection asks.`
}

function lastOwnerError(user: UserState, why: string): Verdict {
  return {
    kind: 'error',
    user,
    reason: `${why}, but this is the last active owner, who is never disabled.`,
    hint: 'Make someone else an owner, then sync again.',
  }
}
