import { DirectoryError, getPublicLink, getWalletSession, type Opener } from '@rollcall/directory'
import { claimId, linkToken, publicLinkView, walletSessionView } from '@rollcall/vocabulary'
import * as z from 'zod'
import { streamWalletSession } from '../live/stream-wallet-session.ts'
import { lastEventId } from './last-event-id.ts'
import { allow, router } from './procedure.ts'
import type { RequestContext } from './request-context.ts'

const byId = z.object({ id: claimId })

/** For people who have not signed in: the page behind a link, and a QR for the browser that opened it. */
export const walletRouter = router({
  link: allow('public')
    .input(z.object({ token: linkToken }))
    .output(publicLinkView)
    .query(({ ctx, input }) => getPublicLink({ ctx: ctx.verb, input })),
  session: allow('public')
    .input(byId)
    .output(walletSessionView)
    .query(({ ctx, input }) => getWalletSession({ ctx: ctx.verb, opener: browserIn(ctx), input })),
  live: allow('public')
    .input(byId.extend({ lastEventId }))
    .subscription(({ ctx, input, signal }) =>
      streamWalletSession({
        deps: ctx.deps,
        id: input.id,
        read: () => getWalletSession({ ctx: ctx.verb, opener: browserIn(ctx), input }),
        signal,
      }),
    ),
})

function browserIn(ctx: RequestContext): Opener {
  if (!ctx.browser) throw new DirectoryError('not_found', 'This QR was opened in another browser.')
  return ctx.browser
}
