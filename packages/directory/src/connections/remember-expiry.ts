import type { Tx } from '@rollcall/db'
import { type CheckReport, credentialKind, instant } from '@rollcall/vocabulary'

export interface CheckedCredential {
  readonly id: string
  readonly credentialKind: string
  /** Tells the credential that was checked from one that replaced it meanwhile. */
  readonly secretReplacedAt: Date | null
}

/**
 * Keeps when the credential ends, if a check has found out. The directory's word replaces a typed one; a certificate
 * knows its own end, and the directory's counts only where it is earlier.
 */
export async function rememberExpiry(
  tx: Tx,
  { id, secretReplacedAt, ...credential }: CheckedCredential,
  report: CheckReport,
): Promise<void> {
  const told = report.checks.find((check) => check.id === 'secret')?.evidence['expiresAt']
  const parsed = instant.safeParse(told)
  if (!parsed.success) return
  const expiresAt = new Date(parsed.data)
  const isCertificate = credentialKind.parse(credential.credentialKind) === 'certificate'
  const stored = await tx.connection.findFirst({
    where: { id, secretReplacedAt },
    select: { secretExpiresAt: true, secretExpirySource: true },
  })
  if (!stored) return
  const known = stored.secretExpiresAt?.getTime()
  const same = known === expiresAt.getTime()
  if (isCertificate && known !== undefined && known <= expiresAt.getTime()) return
  if (same && stored.secretExpirySource === 'directory') return
  await tx.connection.updateMany({
    where: { id, secretReplacedAt },
    data: {
      secretExpiresAt: expiresAt,
      secretExpirySource: 'directory',
      ...(!same && { expiryWarnedDays: null }),
    },
  })
}
