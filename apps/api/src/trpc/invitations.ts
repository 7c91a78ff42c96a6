import { invite, listInvitations, resendInvitation, revokeInvitation } from '@rollcall/directory'
import {
  invitationId,
  invitationListing,
  invitationListInput,
  invitationView,
  inviteInput,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { allow, router } from './procedure.ts'

const byId = z.object({ id: invitationId })

export const invitationsRouter = router({
  list: allow('invitations.read')
    .input(invitationListInput.prefault({}))
    .output(invitationListing)
    .query(({ ctx, input }) => listInvitations({ ctx: ctx.verb, input })),
  invite: allow('invitations.edit')
    .input(inviteInput)
    .output(invitationView)
    .mutation(({ ctx, input }) => invite({ ctx: ctx.verb, input })),
  resend: allow('invitations.edit')
    .input(byId)
    .output(invitationView)
    .mutation(({ ctx, input }) => resendInvitation({ ctx: ctx.verb, input })),
  revoke: allow('invitations.edit')
    .input(byId)
    .output(invitationView)
    .mutation(({ ctx, input }) => revokeInvitation({ ctx: ctx.verb, input })),
})
