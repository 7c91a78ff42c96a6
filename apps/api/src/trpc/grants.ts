import { grantCapability, listGrants, revokeGrant } from '@rollcall/directory'
import { grantId, grantInput, grantListInput, grantView } from '@rollcall/vocabulary'
import * as z from 'zod'
import { allow, router } from './procedure.ts'

export const grantsRouter = router({
  list: allow('grants.read')
    .input(grantListInput)
    .output(z.object({ items: z.array(grantView) }))
    .query(({ ctx, input }) => listGrants({ ctx: ctx.verb, input })),
  give: allow('grants.edit')
    .input(grantInput)
    .output(grantView)
    .mutation(({ ctx, input }) => grantCapability({ ctx: ctx.verb, input })),
  revoke: allow('grants.edit')
    .input(z.object({ id: grantId }))
    .output(grantView)
    .mutation(({ ctx, input }) => revokeGrant({ ctx: ctx.verb, input })),
})
