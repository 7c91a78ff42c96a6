import {
  addRealmMembers,
  countUsers,
  deleteUser,
  explainUser,
  getUnclaimedUser,
  getUser,
  listTimeline,
  listUsers,
  updateUser,
} from '@rollcall/directory'
import {
  pageInput,
  realmId,
  timelineEntry,
  updateUserInput,
  userCounts,
  userDetailView,
  userId,
  userListInput,
  userListing,
  userWhyView,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { allow, router } from './procedure.ts'

const byId = z.object({ id: userId })
const timeline = z.object({ items: z.array(timelineEntry), nextCursor: z.string().nullable() })

export const usersRouter = router({
  list: allow('users.read')
    .input(userListInput.prefault({}))
    .output(userListing)
    .query(({ ctx, input }) => listUsers({ ctx: ctx.verb, input })),
  counts: allow('users.read')
    .input(userListInput.prefault({}))
    .output(userCounts)
    .query(({ ctx, input }) => countUsers({ ctx: ctx.verb, input })),
  get: allow('users.read')
    .input(byId)
    .output(userDetailView)
    .query(({ ctx, input }) => getUser({ ctx: ctx.verb, input })),
  getUnclaimed: allow('users.read')
    .input(byId)
    .output(userDetailView)
    .query(({ ctx, input }) => getUnclaimedUser({ ctx: ctx.verb, input })),
  update: allow('users.editUnclaimed')
    .input(updateUserInput.extend(byId.shape))
    .output(userDetailView)
    .mutation(({ ctx, input }) => updateUser({ ctx: ctx.verb, input })),
  delete: allow('users.delete')
    .input(byId)
    .output(z.object({ deleted: z.literal(true) }))
    .mutation(({ ctx, input }) => deleteUser({ ctx: ctx.verb, input })),
  timeline: allow('users.read')
    .input(pageInput.extend({ userId }))
    .output(timeline)
    .query(({ ctx, input }) => listTimeline({ ctx: ctx.verb, input })),
  why: allow('users.read')
    .input(byId)
    .output(userWhyView)
    .query(({ ctx, input }) => explainUser({ ctx: ctx.verb, input })),
  addToRealm: allow('realms.assignUnclaimed')
    .input(z.object({ realmId, userIds: z.array(userId).min(1).max(1000) }))
    .output(z.object({ added: z.number().int() }))
    .mutation(({ ctx, input }) => addRealmMembers({ ctx: ctx.verb, input })),
})
