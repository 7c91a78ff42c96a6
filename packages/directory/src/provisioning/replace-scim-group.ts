import { changedPaths } from '@rollcall/scim'
import { changeScimGroup } from './change-scim-group.ts'
import type { CreateScimGroup } from './create-scim-group.ts'
import type { ScimCall, Written } from './provider-call.ts'

export interface ReplaceScimGroup extends CreateScimGroup {
  readonly id: string
  /** The `If-Match` header; null without one. */
  readonly ifMatch: string | null
}

/** Puts a new document and exactly these members in the place of a Group's. Throws ScimError 400, 404, 409 or 412. */
export async function replaceScimGroup(call: ScimCall<ReplaceScimGroup>): Promise<Written> {
  const { id, ifMatch, document, memberIds } = call.input
  return changeScimGroup(call, {
    id,
    ifMatch,
    blind: null,
    plan(stored) {
      const changed = changedPaths(stored.document, document, 'Group')
      const write = changed.length > 0 ? { document, changed } : null
      return { write, add: [...new Set(memberIds)], remove: 'others' }
    },
  })
}
