import { lockUser } from '@rollcall/db'
import { claimId } from '@rollcall/vocabulary'
import * as z from 'zod'
import { cancelOpenClaims } from '../claims/cancel-open-claims.ts'
import type { Call } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'

const schema = z.object({ id: claimId })

const SELECT = { userId: true, email: true, spentAt: true, user: { select: { name: true } } } as const

/**
 * A link that was emailed stops working, together with what was opened from it, and its message is taken back if it
 * still waits. Asked again, the answer is the same; a link that led to a claim is over and refused with `conflict`.
 */
export async function revokeClaimLink({ ctx, input }: Call<{ id: string }>): Promise<{ revoked: true }> {
  const { id } = parseInput(schema, input)
  await ctx.db.change(async (tx, emit) => {
    const found = await tx.claimLink.findUnique({ where: { id }, select: { userId: true } })
    if (!found || !(await lockUser(tx, found.userId))) throw notFound('claim link')
    const { userId, email, spentAt, user } = await tx.claimLink.findUniqueOrThrow({
      where: { id },
      select: SELECT,
    })
    if (spentAt !== null) {
      throw new DirectoryError('conflict', `${user.name} has claimed the account; the link is over already.`)
    }
    const { count } = await tx.claimLink.updateMany({
      where: { id, spentAt: null, revokedAt: null },
      data: { revokedAt: ctx.now() },
    })
    if (count === 0) return
    await tx.email.updateMany({
      where: { claimLinkId: id, status: 'queued' },
      data: { status: 'cancelled', tokenSealed: null, nextAttemptAt: null },
    })
    const text = `${ctx.actor.name} revoked the link that was sent to ${email}.`
    await cancelOpenClaims({ ctx, tx, emit }, { userId, claimLinkId: id }, text)
    const data = { name: user.name, claimLinkId: id, recipient: email }
    emit({ type: 'claim.link_revoked', actor: ctx.actor, userId, data })
  })
  return { revoked: true }
}
