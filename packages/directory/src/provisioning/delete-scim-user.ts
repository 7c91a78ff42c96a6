import type { ScimCall, Written } from './provider-call.ts'

export interface DeleteScimResource {
  readonly id: string
  /** The `If-Match` header; null without one. */
  readonly ifMatch: string | null
}

/** Deletes a User for good; the person here follows the connection's leaver policy. Throws ScimError 404 or 412. */
export async function deleteScimUser(_call: ScimCall<DeleteScimResource>): Promise<Written> {
  throw new Error('Not written yet.')
}
