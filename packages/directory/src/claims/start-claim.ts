import { lockUser, type Tx } from '@rollcall/db'
import { role, userId, type ClaimView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { aboutClaim } from './apply-move.ts'
import { cancelOpenClaims } from './cancel-open-claims.ts'
import { insertSession } from './insert-session.ts'
import type { Opener } from './opener.ts'
import { readWalletSettings } from './read-wallet-settings.ts'
import { refuseQr } from './refuse-claim.ts'
import { toClaimView } from './to-claim-view.ts'

const schema = z.object({ userId })

/**
 * Opens a QR for a person who has not claimed yet; an open one of theirs ends. Someone who came in by another way opens
 * one for themself, to add a wallet. Throws `already_claimed`, `conflict` for a disabled person, `forbidden` for a role
 * above the caller's.
 */
export async function startClaim({
  ctx,
  input,
  opener,
}: Call<z.input<typeof schema>> & { opener: Opener }): Promise<ClaimView> {
  const { userId: id } = parseInput(schema, input)
  const { lifetimeMinutes } = await readWalletSettings(ctx.db.client, ctx)
  const row = await ctx.db.change(async (tx, emit) => {
    if (!(await lockUser(tx, id))) throw notFound('person')
    const openedVia = await allowQr(ctx, tx, id)
    await cancelOpenClaims({ ctx, tx, emit }, { userId: id }, 'Another QR was opened.')
    const session = await insertSession(
      { ctx, tx },
      { purpose: 'claim', userId: id, opener, openedBy: ctx.actor, openedVia, lifetimeMinutes },
    )
    emit({ type: 'claim.opened', actor: ctx.actor, ...aboutClaim(session, { via: openedVia }) })
    return session
  })
  return toClaimView(ctx, row, opener)
}

async function allowQr(ctx: Context, tx: Tx, id: string): Promise<'staff' | 'self'> {
  const user = await tx.user.findUniqueOrThrow({
    where: { id },
    select: { name: true, role: true, status: true, did: true, registeredAt: true },
  })
  const myself = ctx.actor.kind === 'user' && ctx.actor.id === id
  const registered = user.registeredAt !== null
  // An account that was made with a password has no wallet yet, and only its owner may add one.
  if (myself && registered && user.did === null && user.status === 'active') return 'self'
  const refusal = refuseQr({ ...user, role: role.parse(user.role), registered }, ctx.role)
  if (refusal) throw new DirectoryError(refusal.code, refusal.message)
  return 'staff'
}
