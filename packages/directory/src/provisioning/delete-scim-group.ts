import { deleteGroup, lockGroup } from '@rollcall/db'
import { connectionId } from '@rollcall/vocabulary'
import { queueRun, type QueueRun } from '../sync/start-run.ts'
import type { DeleteScimResource } from './delete-scim-user.ts'
import { unknownGroup } from './group-write.ts'
import type { ScimCall, Written } from './provider-call.ts'
import { isResourceId } from './resource-id.ts'
import { requireVersion } from './scim-refusals.ts'

/** Deletes a Group; its people stay, and lose the realm that it gave them. Throws ScimError 404 or 412. */
export async function deleteScimGroup(call: ScimCall<DeleteScimResource>): Promise<Written> {
  const { ctx, rules, requestId, input } = call
  if (!isResourceId(input.id)) throw unknownGroup()
  const place = { connectionId: rules.connectionId, id: input.id }
  return ctx.db.change(async (tx, emit) => {
    const group = await lockGroup(tx, place)
    if (!group) throw unknownGroup()
    requireVersion(input.ifMatch, group.version)
    const { members, gaveRealm } = await deleteGroup(tx, place, ctx.now())
    const why = gaveRealm ? await takeRealm({ ctx, tx, emit }, rules.connectionId) : null
    const outcome = gaveRealm ? 'held' : 'deleted'
    if (!rules.sandbox) {
      emit({
        type: 'scim.group.received',
        actor: ctx.actor,
        connectionId: rules.connectionId,
        data: {
          connection: rules.displayName,
          group: group.name,
          outcome,
          requestId,
          changed: [],
          ...(members > 0 && { removed: members }),
          ...(why !== null && { why }),
        },
      })
    }
    return { resource: null, resourceId: input.id, outcome, changed: [], userId: null, why }
  })
}

/** A run takes the realm from those whom the group gave it, and its guard asks first when they are many. */
async function takeRealm(within: Pick<QueueRun, 'ctx' | 'tx' | 'emit'>, connection: string): Promise<string> {
  const wanted = { connectionId: connectionId.parse(connection), planOnly: false, mode: undefined }
  const run = await queueRun({ ...within, wanted })
  return run.started
    ? 'The group was deleted, and people had a realm by it. A sync takes it from them, and asks first when they are many.'
    : 'The group was deleted, and people had a realm by it. They keep it for now; a sync is under way already, so start another one after it.'
}
