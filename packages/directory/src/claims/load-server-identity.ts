import type { SigningIdentity } from '@rollcall/vaultysid'
import { DirectoryError } from '../errors.ts'
import type { Context } from '../context.ts'

/** The server's identity to wallets: a machine with Ed25519, made once and kept sealed. */
export async function loadServerIdentity(
  _ctx: Pick<Context, 'db' | 'keys' | 'randomBytes' | 'now'>,
): Promise<SigningIdentity> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
