import type { CheckReport, CheckResult } from './checks.ts'
import type { Cloud } from './clouds.ts'
import type { EntraId } from './ids.ts'

/** Normalised, immutable reading of one person in the directory. Text is trimmed; empty text is null. */
export interface SourceUser {
  readonly objectId: EntraId
  readonly displayName: string | null
  readonly givenName: string | null
  readonly surname: string | null
  readonly mail: string | null
  readonly userPrincipalName: string | null
  readonly jobTitle: string | null
  readonly department: string | null
  readonly employeeId: string | null
  readonly companyName: string | null
  readonly officeLocation: string | null
  readonly accountEnabled: boolean
  readonly userType: 'member' | 'guest'
}

export type GroupKind = 'security' | 'microsoft365' | 'distribution' | 'mail_security'

export interface SourceGroup {
  readonly objectId: EntraId
  readonly displayName: string
  readonly description: string | null
  readonly kind: GroupKind
  readonly dynamic: boolean
  readonly hiddenMembership: boolean
}

/** One direct member of a group. `other` are devices, contacts and service principals. */
export type SourceMember =
  | { readonly kind: 'user'; readonly user: SourceUser }
  | { readonly kind: 'group'; readonly objectId: EntraId; readonly displayName: string | null }
  | { readonly kind: 'other'; readonly objectId: EntraId }

/** An item that could not be understood or was withheld. Never silently dropped. */
export interface Unreadable {
  readonly objectId: string | null
  readonly why: string
}

/** `resume` continues after this page; null on the last one. It is a directory link and must be sealed at rest. */
export interface SourcePage<T> {
  readonly items: readonly T[]
  readonly unreadable: readonly Unreadable[]
  readonly resume: string | null
}

export interface ReadOptions {
  readonly signal: AbortSignal
  /** Continue after a page read earlier. When the link has expired the read throws `SourceError` with code `restart`. */
  readonly resume?: string
}

/**
 * What a delta says about one person. Fields it does not mention are as they were; the same person may come several
 * times, and the last word counts.
 */
export type UserChange =
  | {
      readonly kind: 'changed'
      readonly objectId: EntraId
      readonly fields: Readonly<Partial<Omit<SourceUser, 'objectId'>>>
    }
  | { readonly kind: 'removed'; readonly objectId: EntraId; readonly permanently: boolean }

export interface MemberChange {
  readonly objectId: EntraId
  readonly kind: 'user' | 'group' | 'other'
  readonly removed: boolean
}

/** What a delta says about one group. `members` are additions and removals, never the whole list. */
export type GroupChange =
  | {
      readonly kind: 'changed'
      readonly objectId: EntraId
      readonly fields: Readonly<Partial<Omit<SourceGroup, 'objectId'>>>
      readonly members: readonly MemberChange[]
    }
  | { readonly kind: 'removed'; readonly objectId: EntraId; readonly permanently: boolean }

/** Exactly one of the two links is set: `resume` continues, `link` begins the next round. Both must be sealed at rest. */
export interface ChangePage<T> {
  readonly items: readonly T[]
  readonly unreadable: readonly Unreadable[]
  readonly resume: string | null
  readonly link: string | null
}

export interface ChangeOptions {
  readonly signal: AbortSignal
  /** A `link` of the last round, or a `resume` of this one. When it has expired the read throws `restart`. */
  readonly from: string
}

export interface GroupQuery {
  readonly search?: string
  readonly cursor?: string
  readonly limit: number
}

export interface GroupListing {
  readonly items: readonly (SourceGroup & { readonly memberCount: number | null })[]
  readonly total: number | null
  readonly nextCursor: string | null
}

/**
 * Why a reading failed. `retryable` means the same request may work later.
 * `refused`: credentials or permissions; `unreachable`: network; `throttled`: gave up waiting; `malformed`: the answer
 * made no sense; `missing`: the object does not exist; `restart`: the page link expired, begin this collection again.
 */
export type SourceFailure =
  | 'refused'
  | 'unreachable'
  | 'throttled'
  | 'malformed'
  | 'missing'
  | 'restart'
  | 'cancelled'

export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly failure: SourceFailure
  readonly hint: string | null
  readonly evidence: Readonly<Record<string, string>>

  constructor(
    failure: SourceFailure,
    message: string,
    more: { hint?: string; evidence?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.failure = failure
    this.hint = more.hint ?? null
    this.evidence = more.evidence ?? {}
  }
}

/** What a source did behind the scenes, for progress and history. Times in milliseconds. */
export type SourceNotice =
  | { readonly kind: 'waiting'; readonly reason: 'throttled' | 'unavailable'; readonly waitMs: number }
  | { readonly kind: 'restarted'; readonly collection: string; readonly reason: string }

/** The upstream system of record. `packages/entra` implements it; tests use small in-memory ones. */
export interface DirectorySource {
  /** Every person in the tenant, page by page. */
  readUsers(options: ReadOptions): AsyncIterable<SourcePage<SourceUser>>
  /** A link from which everything that changes from now on can be read; asks for no data. */
  markNow(collection: 'users' | 'groups', signal: AbortSignal): Promise<string>
  /** What changed about people since `from`, page by page, until the page that carries the next `link`. */
  readUserChanges(options: ChangeOptions): AsyncIterable<ChangePage<UserChange>>
  /** What changed about groups and their direct members since `from`. */
  readGroupChanges(options: ChangeOptions): AsyncIterable<ChangePage<GroupChange>>
  /** Throws `SourceError` with failure `missing` when the group is gone. */
  readGroup(groupId: EntraId, options: ReadOptions): Promise<SourceGroup>
  /** Direct members only; nesting is worked out by the caller. */
  readMembers(groupId: EntraId, options: ReadOptions): AsyncIterable<SourcePage<SourceMember>>
  listGroups(query: GroupQuery, signal: AbortSignal): Promise<GroupListing>
  /** How many people a group holds; `nested` counts through groups inside it. Null when the directory will not say. */
  countPeople(groupId: EntraId, nested: boolean, signal: AbortSignal): Promise<number | null>
  /** Null when the directory will not say. Only used for progress and for comparing with the last reading. */
  countUsers(signal: AbortSignal): Promise<number | null>
  /** Runs every check in order, calling `onResult` as each one ends. Never throws for a failed check. */
  check(options: { signal: AbortSignal; onResult?: (result: CheckResult) => void }): Promise<CheckReport>
}

/** How the application proves who it is. Certificate and private key are PEM. */
export type ClientCredential =
  | { readonly kind: 'secret'; readonly clientSecret: string }
  | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string }

export interface SourceSettings {
  readonly directoryId: string
  readonly clientId: string
  readonly credential: ClientCredential
  readonly cloud: Cloud
  readonly onNotice?: (notice: SourceNotice) => void
}

/** Made by the composition root, so that the domain never imports a provider. */
export type OpenSource = (settings: SourceSettings) => DirectorySource
