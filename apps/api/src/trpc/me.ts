import { meView, sessionView } from '@rollcall/vocabulary'
import * as z from 'zod'
import { endSession, listSessions } from '../auth/own-sessions.ts'
import { getMe } from '../auth/get-me.ts'
import { allow, callerOf, router } from './procedure.ts'

export const meRouter = router({
  get: allow('signed_in')
    .output(meView)
    .query(({ ctx }) => getMe({ ctx: ctx.verb, caller: callerOf(ctx) })),
  sessions: allow('signed_in')
    .output(z.array(sessionView))
    .query(({ ctx }) => listSessions({ ctx: ctx.verb, caller: callerOf(ctx) })),
  endSession: allow('signed_in')
    .input(z.object({ id: z.uuid() }))
    .output(z.object({ ended: z.literal(true) }))
    .mutation(({ ctx, input }) => endSession({ ctx: ctx.verb, caller: callerOf(ctx), input })),
})
