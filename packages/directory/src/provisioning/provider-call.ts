import type { ScimResource } from '@rollcall/scim'
import type { AttributeMirroring, GuardPolicy, LeaverPolicy, ScimOutcome } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'

/** What pushed people of one connection are judged by, as its settings were when `version` was current. */
export interface ScimRules {
  readonly connectionId: string
  readonly displayName: string
  /** `connections.rules_version`; a write judged by an older one is judged again. */
  readonly version: number
  readonly defaultRole: string
  readonly leaverPolicy: LeaverPolicy
  readonly leaverGraceDays: number
  readonly guard: GuardPolicy
  readonly refreshClaimed: boolean
  readonly autoLinkClaimed: boolean
  readonly mirroring: AttributeMirroring
  /** Resources are stored, but make no people: a self-test plays here. */
  readonly sandbox: boolean
}

/** How every verb of the service provider is called. The actor of the context is the client: kind `scim`, the token's id. */
export interface ScimCall<Input> {
  readonly ctx: Context
  readonly rules: ScimRules
  readonly requestId: string
  readonly input: Input
}

/** A resource as it is kept: canonical names, without `schemas`, `id` and `meta`. Members of a group only where asked for. */
export interface StoredResource {
  readonly id: string
  readonly document: ScimResource
  readonly version: number
  readonly created: Date
  readonly lastModified: Date
}

/** What a write led to. Refusals are thrown as ScimError, and then nothing has changed. */
export interface Written {
  /** Null when it was deleted. */
  readonly resource: StoredResource | null
  readonly resourceId: string
  readonly outcome: ScimOutcome
  /** Canonical paths of the attributes that are different since; `members` for a group whose members changed. */
  readonly changed: readonly string[]
  /** The person here; null for a group, and for a person who is not linked yet. */
  readonly userId: string | null
  /** A sentence for the log of requests: what was done here and why. */
  readonly why: string | null
}

export interface ListedResources {
  readonly total: number
  readonly resources: readonly StoredResource[]
}
