import { createGroup } from '@rollcall/db'
import { changedPaths, type ScimResource } from '@rollcall/scim'
import { newGroupWhy } from './group-sentences.ts'
import {
  requireMemberIds,
  toGroupDocument,
  toGroupWrite,
  unknownGroup,
  unknownMember,
  writeGroupRow,
} from './group-write.ts'
import type { ScimCall, Written } from './provider-call.ts'

export interface CreateScimGroup {
  /** Without members. */
  readonly document: ScimResource
  readonly memberIds: readonly string[]
}

/** Stores a Group with its members. Throws ScimError 409 `uniqueness`, or 400 `invalidValue` for an unknown member. */
export async function createScimGroup(call: ScimCall<CreateScimGroup>): Promise<Written> {
  const { ctx, input } = call
  const { document } = input
  const memberIds = requireMemberIds([...new Set(input.memberIds)])
  const write = toGroupWrite(call, ctx.newId())
  const changed = [...changedPaths({}, document, 'Group'), ...(memberIds.length > 0 ? ['members'] : [])]
  const group = { ...write, ...toGroupDocument(document), memberIds, changed }
  const result = await writeGroupRow(() => createGroup(ctx.db.sql, group))
  if (result === 'unknown_member') throw unknownMember()
  if (result === 'no_connection') throw unknownGroup()
  return {
    resource: { id: write.id, document, version: 1, created: write.at, lastModified: write.at },
    resourceId: write.id,
    outcome: 'stored',
    changed,
    userId: null,
    why: newGroupWhy(memberIds.length),
  }
}
