import { connectionId, scimTokenId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { requireScimConnection } from './require-scim-connection.ts'

const schema = z.object({ connectionId, tokenId: scimTokenId })

/** The token stops working with the next request. Revoking it again changes nothing. */
export async function revokeScimToken({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<{ revoked: true }> {
  const { connectionId: id, tokenId } = parseInput(schema, input)
  await ctx.db.change(async (tx, emit) => {
    const { displayName } = await requireScimConnection(tx, id)
    const where = { id: tokenId, connectionId: id }
    const token = await tx.scimToken.findFirst({ where, select: { name: true } })
    if (!token) throw new DirectoryError('not_found', 'This connection has no such token.')
    const revoked = await tx.scimToken.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: ctx.now() },
    })
    if (revoked.count === 0) return
    emit({
      type: 'scim_token.revoked',
      actor: ctx.actor,
      connectionId: id,
      data: { connection: displayName, token: token.name, tokenId },
    })
  })
  ctx.forgetScimAccess()
  return { revoked: true }
}
