import {
  cancelClaim,
  DirectoryError,
  getClaim,
  getClaimOverview,
  revokeClaimLink,
  sendClaimEmail,
  startClaim,
  type Opener,
} from '@rollcall/directory'
import {
  claimId,
  claimOverviewView,
  claimView,
  emailedClaimView,
  userId,
  type ClaimView,
  type EmailedClaimView,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { streamWalletSession } from '../live/stream-wallet-session.ts'
import { lastEventId } from './last-event-id.ts'
import { allow, router } from './procedure.ts'
import type { RequestContext } from './request-context.ts'

const byId = z.object({ id: claimId })
const byUser = z.object({ userId })

export const claimsRouter = router({
  overview: allow('users.read')
    .input(byUser)
    .output(claimOverviewView)
    .query(({ ctx, input }) => getClaimOverview({ ctx: ctx.verb, opener: ctx.opener, input })),
  get: allow('users.read')
    .input(byId)
    .output(z.union([claimView, emailedClaimView]))
    .query(({ ctx, input }) => getClaim({ ctx: ctx.verb, opener: ctx.opener, input })),
  start: allow('claims.open')
    .input(byUser)
    .output(claimView)
    .mutation(({ ctx, input }) => startClaim({ ctx: ctx.verb, opener: openerIn(ctx), input })),
  cancel: allow('claims.open')
    .input(byId)
    .output(claimView)
    .mutation(({ ctx, input }) => cancelClaim({ ctx: ctx.verb, opener: ctx.opener, input })),
  live: allow('users.read')
    .input(byId.extend({ lastEventId }))
    .subscription(({ ctx, input, signal }) =>
      streamWalletSession({
        deps: ctx.deps,
        id: input.id,
        read: async () => onScreen(await getClaim({ ctx: ctx.verb, opener: ctx.opener, input })),
        signal,
      }),
    ),
  sendEmail: allow('claims.sendEmail')
    .input(byUser)
    .output(emailedClaimView)
    .mutation(({ ctx, input }) => sendClaimEmail({ ctx: ctx.verb, input })),
  revokeLink: allow('claims.sendEmail')
    .input(byId)
    .output(z.object({ revoked: z.literal(true) }))
    .mutation(({ ctx, input }) => revokeClaimLink({ ctx: ctx.verb, input })),
})

function openerIn(ctx: RequestContext): Opener {
  if (!ctx.opener) throw new DirectoryError('unauthenticated', 'Sign in and try again.')
  return ctx.opener
}

function onScreen(claim: ClaimView | EmailedClaimView): ClaimView {
  if ('qr' in claim) return claim
  throw new DirectoryError('not_found', 'There is no such QR; an emailed link has nothing to follow.')
}
