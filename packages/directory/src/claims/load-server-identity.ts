import { SealError } from '@rollcall/db'
import { identityFromEntropy, identityFromSecret, type SigningIdentity } from '@rollcall/vaultysid'
import { Buffer } from 'node:buffer'
import * as z from 'zod'
import { DirectoryError } from '../errors.ts'
import type { Context } from '../context.ts'

/** Row of `settings`, and associated data of what is sealed in it. */
const IDENTITY_SETTING = 'server_identity'
const ENTROPY_BYTES = 32

const stored = z.object({ sealed: z.base64() })

/** The server's identity to wallets: a machine with Ed25519, made once and kept sealed. */
export async function loadServerIdentity(
  ctx: Pick<Context, 'db' | 'keys' | 'randomBytes' | 'now'>,
): Promise<SigningIdentity> {
  const found = await findIdentity(ctx)
  if (found) return found
  const made = identityFromEntropy({
    type: 0,
    algorithm: 'ed25519',
    version: 1,
    entropy: ctx.randomBytes(ENTROPY_BYTES),
  })
  const secret = Buffer.from(made.secret).toString('base64')
  const sealed = Buffer.from(ctx.keys.seal(IDENTITY_SETTING, IDENTITY_SETTING, secret)).toString('base64')
  // Of several processes that start at once one writes the row, and all of them read it.
  await ctx.db.client.setting.createMany({
    data: [{ key: IDENTITY_SETTING, value: { sealed }, updatedAt: ctx.now() }],
    skipDuplicates: true,
  })
  return (await findIdentity(ctx)) ?? made
}

async function findIdentity(ctx: Pick<Context, 'db' | 'keys'>): Promise<SigningIdentity | null> {
  const row = await ctx.db.client.setting.findUnique({
    where: { key: IDENTITY_SETTING },
    select: { value: true },
  })
  if (!row) return null
  try {
    const sealed = Buffer.from(stored.parse(row.value).sealed, 'base64')
    const secret = ctx.keys.open(IDENTITY_SETTING, IDENTITY_SETTING, sealed).reveal()
    return identityFromSecret(new Uint8Array(Buffer.from(secret, 'base64')))
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw new DirectoryError(
      'unavailable',
      'The identity that wallets know this server by was sealed with another SECRET_KEY. Add that key after the current one and restart the server.',
    )
  }
}
