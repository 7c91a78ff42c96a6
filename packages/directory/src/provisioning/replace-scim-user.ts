import { changedPaths, type ScimResource } from '@rollcall/scim'
import { changeScimUser } from './change-scim-user.ts'
import type { ScimCall, Written } from './provider-call.ts'

export interface ReplaceScimUser {
  readonly id: string
  readonly document: ScimResource
  /** The `If-Match` header; null without one. */
  readonly ifMatch: string | null
}

/** Puts a new document in the place of a User's. Throws ScimError 404, 409 `uniqueness`, 412 for a stale `ifMatch`, or 429. */
export async function replaceScimUser({ input, ...call }: ScimCall<ReplaceScimUser>): Promise<Written> {
  const { id, ifMatch, document } = input
  return changeScimUser({
    ...call,
    input: { id, ifMatch, edit: (stored) => ({ document, changed: changedPaths(stored, document, 'User') }) },
  })
}
