import { clientCertificate, credentialKind, type ClientCredential } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { readCertificate } from './read-certificate.ts'

/** Associated data of the sealed credential; changing one makes what was sealed with it unreadable. */
const PURPOSES = {
  secret: 'connection.client_secret',
  certificate: 'connection.client_certificate',
} as const

export interface NewCredential {
  readonly clientSecret?: string | undefined
  readonly certificate?: { readonly certificate: string; readonly privateKey: string } | undefined
  /** When a secret expires, as typed; a certificate says it itself. */
  readonly secretExpiresAt?: string | null | undefined
}

/** The columns that hold a new credential, sealed, with what may be shown of it. Exactly one of the two is given. */
export function toCredentialColumns(
  ctx: Pick<Context, 'keys' | 'now'>,
  id: string,
  { clientSecret, certificate, secretExpiresAt }: NewCredential,
) {
  const replaced = { secretReplacedAt: ctx.now(), expiryWarnedDays: null, credentialFailures: 0 }
  if (certificate) {
    const facts = readCertificate(certificate, ctx.now())
    return {
      ...replaced,
      credentialKind: 'certificate',
      secretSealed: ctx.keys.seal(PURPOSES.certificate, id, JSON.stringify(certificate)),
      certificateThumbprint: facts.thumbprint,
      secretExpiresAt: facts.expiresAt,
      secretExpirySource: 'certificate',
    }
  }
  return {
    ...replaced,
    credentialKind: 'secret',
    secretSealed: ctx.keys.seal(PURPOSES.secret, id, clientSecret ?? ''),
    certificateThumbprint: null,
    secretExpiresAt: secretExpiresAt ? new Date(secretExpiresAt) : null,
    secretExpirySource: secretExpiresAt ? 'typed' : null,
  }
}

/** The stored credential in clear, for the provider alone. */
export function openCredential(
  ctx: Pick<Context, 'keys'>,
  row: { readonly id: string; readonly credentialKind: string; readonly secretSealed: Uint8Array },
): ClientCredential {
  const kind = credentialKind.parse(row.credentialKind)
  const opened = ctx.keys.open(PURPOSES[kind], row.id, Buffer.from(row.secretSealed)).reveal()
  if (kind === 'secret') return { kind, clientSecret: opened }
  return { kind, ...clientCertificate.parse(JSON.parse(opened)) }
}
