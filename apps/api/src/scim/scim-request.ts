import type { Context, ScimCall, ScimRules, Written } from '@rollcall/directory'
import type { ResourceType } from '@rollcall/scim'
import type { RequestBody } from './request-body.ts'

/** A request that was let in, as the answers see it. */
export interface ScimRequest {
  /** HEAD is a GET whose body is not sent. */
  readonly method: string
  /** Behind the base URL. */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  /** Null for a header that was not sent. */
  readonly ifMatch: string | null
  readonly ifNoneMatch: string | null
  readonly body: RequestBody
  readonly ctx: Context
  readonly rules: ScimRules
  readonly requestId: string
  /** Without a slash at the end. */
  readonly baseUrl: string
}

/** What is sent back, and what the log says of it. */
export interface ScimAnswer {
  readonly status: number
  /** Null for none. */
  readonly body: object | null
  readonly etag: string | null
  readonly location: string | null
  /** Null for what only looked something up. */
  readonly written: Written | null
  readonly allow?: string
}

/** What a request is about, as far as its path says. */
export interface ScimTarget {
  readonly resourceType: ResourceType | null
  /** Null for a collection, and for what cannot be an id of ours. */
  readonly resourceId: string | null
}

/** How a verb is called for a request. */
export function toCall<Input>({ ctx, rules, requestId }: ScimRequest, input: Input): ScimCall<Input> {
  return { ctx, rules, requestId, input }
}
