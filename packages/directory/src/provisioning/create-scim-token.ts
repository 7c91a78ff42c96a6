import { hashToken, lockConnection, newToken, type Tx } from '@rollcall/db'
import { connectionId, createScimTokenInput, type CreatedScimTokenView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { requireScimConnection } from './require-scim-connection.ts'
import { SCIM_TOKEN_SELECT, toScimTokenView } from './to-scim-token-view.ts'

const schema = createScimTokenInput.extend({ connectionId })

const DAY = 86_400_000
/** Enough to tell tokens apart, far too little to guess the rest. */
const PREFIX_LENGTH = 9
/** A client needs one, and a second while it is changed. */
const MOST_LIVE = 20

/**
 * A new token for the client of a connection. The answer is the only time it is shown; several may live at once, so that
 * changing to another leaves no gap. Throws `conflict` when there are too many.
 */
export async function createScimToken({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<CreatedScimTokenView> {
  const { connectionId: id, name, expiresInDays } = parseInput(schema, input)
  const token = newToken('rs')
  const now = ctx.now()
  return ctx.db.change(async (tx, emit) => {
    if (!(await lockConnection(tx, id))) throw notFound('connection')
    const { displayName } = await requireScimConnection(tx, id)
    await refuseTooMany(tx, id, now)
    const row = await tx.scimToken.create({
      data: {
        id: ctx.newId(),
        connectionId: id,
        name,
        prefix: token.reveal().slice(0, PREFIX_LENGTH),
        tokenHash: hashToken(token),
        createdBy: nameOf(ctx),
        createdAt: now,
        expiresAt: expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * DAY),
      },
      select: SCIM_TOKEN_SELECT,
    })
    emit({
      type: 'scim_token.created',
      actor: ctx.actor,
      connectionId: id,
      data: { connection: displayName, token: name, tokenId: row.id },
    })
    return { ...toScimTokenView(row, now), token: token.reveal() }
  })
}

/** The caller holds the connection's lock, so that two at once cannot both be the last. */
async function refuseTooMany(tx: Tx, id: string, now: Date): Promise<void> {
  const live = await tx.scimToken.count({
    where: { connectionId: id, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  })
  if (live < MOST_LIVE) return
  throw new DirectoryError(
    'conflict',
    `This connection has ${MOST_LIVE} tokens that work. Revoke one that is no longer used first.`,
  )
}

function nameOf({ actor }: Pick<Context, 'actor'>): string {
  return actor.kind === 'api_key' ? `API key ${actor.name}` : actor.name
}
