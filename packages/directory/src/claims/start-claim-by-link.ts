import { lockUser } from '@rollcall/db'
import { linkToken, type Actor, type PublicLinkView, type WalletSessionView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { aboutClaim } from './apply-move.ts'
import { cancelOpenClaims } from './cancel-open-claims.ts'
import { findLink, linkState, type EmailedLink } from './find-link.ts'
import { insertSession } from './insert-session.ts'
import type { Opener } from './opener.ts'
import { readWalletSettings } from './read-wallet-settings.ts'
import { toWalletSessionView } from './to-wallet-session-view.ts'

const schema = z.object({ token: linkToken })

const ENDS = {
  spent: 'The account has been claimed already. Sign in with the wallet that claimed it.',
  expired: 'This link is too old to be used. Ask whoever sent it for a new one.',
  revoked: 'This link no longer works. Ask whoever sent it for a new one.',
} as const satisfies Record<Exclude<PublicLinkView['state'], 'open'>, string>

/**
 * Opens a QR for the holder of an emailed link or an invitation. The token stays unspent until the claim completes.
 * Throws `not_found` for an unknown token and `link_ended` for one that no longer works.
 */
export async function startClaimByLink({
  ctx,
  input,
  opener,
}: Call<z.input<typeof schema>> & { opener: Opener }): Promise<WalletSessionView> {
  const { token } = parseInput(schema, input)
  const { lifetimeMinutes } = await readWalletSettings(ctx.db.client, ctx)
  const { person } = await findLink(ctx.db.client, token)
  const row = await ctx.db.change(async (tx, emit) => {
    await lockUser(tx, person.id)
    const link = await findLink(tx, token)
    const state = linkState(link, ctx.now())
    if (state !== 'open') throw new DirectoryError('link_ended', ENDS[state])
    await cancelOpenClaims({ ctx, tx, emit }, { userId: person.id }, 'Another QR was opened.')
    const openedBy = toHolder(link)
    const openedVia = link.kind === 'claim' ? 'link' : 'invitation'
    const session = await insertSession(
      { ctx, tx },
      { purpose: 'claim', userId: person.id, linkId: link.id, opener, openedBy, openedVia, lifetimeMinutes },
    )
    emit({ type: 'claim.opened', actor: openedBy, ...aboutClaim(session, { via: openedVia }) })
    return session
  })
  return toWalletSessionView(ctx, row, true)
}

/** Nobody knows yet who it is. */
function toHolder({ kind }: EmailedLink): Actor {
  const what = kind === 'claim' ? 'emailed link' : 'invitation'
  return { kind: 'system', id: null, name: `The holder of the ${what}` }
}
