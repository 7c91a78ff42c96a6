import type { CreateScimGroup } from './create-scim-group.ts'
import type { ScimCall, Written } from './provider-call.ts'

export interface ReplaceScimGroup extends CreateScimGroup {
  readonly id: string
  /** The `If-Match` header; null without one. */
  readonly ifMatch: string | null
}

/** Puts a new document and exactly these members in the place of a Group's. Throws ScimError 400, 404, 409 or 412. */
export async function replaceScimGroup(_call: ScimCall<ReplaceScimGroup>): Promise<Written> {
  throw new Error('Not written yet.')
}
