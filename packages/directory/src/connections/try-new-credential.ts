import { cloud, type ClientCredential, type UpdateConnectionInput } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { DirectoryError, notFound } from '../errors.ts'
import { readCertificate } from './read-certificate.ts'
import { tryCredential } from './try-credential.ts'

/** Why a new credential was stored without the directory having accepted it; null when it has. */
export interface TriedCredential {
  readonly untried: 'unreachable' | 'forced' | null
  /** What the person should know about it, in a sentence. */
  readonly notice: string | null
}

/**
 * Tries the credential of an edit before it takes the place of the one that works. Throws `directory_refused` with the
 * directory's reason; one that could not be tried is let through and says so. Null when the edit brings none.
 */
export async function tryNewCredential(
  ctx: Context,
  id: string,
  edit: UpdateConnectionInput,
): Promise<TriedCredential | null> {
  const credential = toCredential(edit)
  if (!credential) return null
  if (edit.certificate) readCertificate(edit.certificate, ctx.now())
  const what = credential.kind === 'certificate' ? 'certificate' : 'client secret'
  if (edit.force) {
    return {
      untried: 'forced',
      notice: `The new ${what} is stored without being tried. Check the connection next.`,
    }
  }
  const stored = await ctx.db.client.connection.findUnique({
    where: { id },
    select: { directoryId: true, clientId: true, cloud: true },
  })
  if (!stored) throw notFound('connection')
  const trial = await tryCredential(ctx, {
    directoryId: edit.directoryId ?? stored.directoryId ?? '',
    clientId: edit.clientId ?? stored.clientId ?? '',
    cloud: edit.cloud ?? cloud.parse(stored.cloud),
    credential,
  })
  if (trial.kind === 'refused') {
    throw new DirectoryError(
      'directory_refused',
      `The directory refused the new ${what}, so the old one stays in use. ${trial.message}`,
    )
  }
  if (trial.kind === 'accepted') return { untried: null, notice: null }
  return {
    untried: 'unreachable',
    notice: `The new ${what} is stored, but could not be tried. ${trial.message}`,
  }
}

function toCredential({ clientSecret, certificate }: UpdateConnectionInput): ClientCredential | null {
  if (certificate) return { kind: 'certificate', ...certificate }
  return clientSecret === undefined ? null : { kind: 'secret', clientSecret }
}
