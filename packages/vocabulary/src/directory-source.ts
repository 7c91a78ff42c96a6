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

export interface SourceSettings {
  readonly directoryId: string
  readonly clientId: string
  readonly clientSecret: string
  readonly cloud: Cloud
  readonly onNotice?: (notice: SourceNotice) => void
}

/** Made by the composition root, so that the domain never imports a provider. */
export type OpenSource = (settings: SourceSettings) => DirectorySource
