import {
  addRealmMember,
  createRealm,
  deleteRealm,
  getRealm,
  listRealms,
  removeRealmMember,
  updateRealm,
} from '@rollcall/directory'
import {
  createRealmInput,
  pageOf,
  realmId,
  realmListInput,
  realmView,
  updateRealmInput,
  userId,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { allow, router } from './procedure.ts'

const byId = z.object({ id: realmId })
const member = z.object({ realmId, userId })

export const realmsRouter = router({
  list: allow('realms.read')
    .input(realmListInput.prefault({}))
    .output(pageOf(realmView))
    .query(({ ctx, input }) => listRealms({ ctx: ctx.verb, input })),
  get: allow('realms.read')
    .input(byId)
    .output(realmView)
    .query(({ ctx, input }) => getRealm({ ctx: ctx.verb, input })),
  create: allow('realms.edit')
    .input(createRealmInput)
    .output(realmView)
    .mutation(({ ctx, input }) => createRealm({ ctx: ctx.verb, input })),
  update: allow('realms.edit')
    .input(updateRealmInput.extend(byId.shape))
    .output(realmView)
    .mutation(({ ctx, input }) => updateRealm({ ctx: ctx.verb, input })),
  delete: allow('realms.edit')
    .input(byId)
    .output(z.object({ deleted: z.literal(true) }))
    .mutation(({ ctx, input }) => deleteRealm({ ctx: ctx.verb, input })),
  addMember: allow('realms.assignUnclaimed')
    .input(member)
    .output(z.object({ added: z.boolean() }))
    .mutation(({ ctx, input }) => addRealmMember({ ctx: ctx.verb, input })),
  removeMember: allow('realms.assignUnclaimed')
    .input(member)
    .output(z.object({ removed: z.boolean() }))
    .mutation(({ ctx, input }) => removeRealmMember({ ctx: ctx.verb, input })),
})
