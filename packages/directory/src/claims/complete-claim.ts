import { planEveryoneNext } from '@rollcall/db'
import { aboutClaim, walletActor, type HeldSession } from './apply-move.ts'
import { decideClaim, type AccountOutcome, type ProvenWallet } from './decide-claim.ts'

/**
 * Binds a wallet to the person whose account the QR is for, if nothing speaks against it. The person's row is locked;
 * that two accounts never share a wallet is the database's word: its refusal is thrown and undoes everything.
 */
export async function completeClaim(held: HeldSession, wallet: ProvenWallet): Promise<AccountOutcome> {
  const { ctx, tx, emit, row } = held
  const { userId } = row
  const { did, publicKey, fingerprint } = wallet
  if (userId === null) return { outcome: 'refused', code: 'already-claimed' }
  const person = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { status: true, did: true, publicKey: true, registeredAt: true },
  })
  const verdict = decideClaim({
    person: { ...person, registered: person.registeredAt !== null },
    wallet,
    taken: (await tx.user.count({ where: { did, id: { not: userId } } })) > 0,
    byThemself: row.openedVia === 'self',
    allowed: await isStillAllowed(held),
  })
  if (verdict.verdict === 'refuse') return { outcome: 'refused', code: verdict.code }
  if (verdict.verdict === 'bound') return { outcome: 'done', userId }
  const now = ctx.now()
  const { count } = await tx.user.updateMany({
    where: { id: userId, did: null, status: 'active' },
    data: { did, publicKey, claimedAt: now, registeredAt: person.registeredAt ?? now, updatedAt: now },
  })
  if (count === 0) return { outcome: 'refused', code: 'already-claimed' }
  await spendLinks(held, userId, did)
  await planEveryoneNext(tx, { userIds: [userId] })
  emit({ type: 'claim.completed', actor: walletActor(did), ...aboutClaim(row, { did, fingerprint }) })
  return { outcome: 'done', userId }
}

/** A link that was revoked, or an invitation that was revoked or sent anew, takes the QR with it that came of it. */
async function isStillAllowed({ tx, row }: HeldSession): Promise<boolean> {
  const { openedVia, claimLinkId, invitationId, createdAt } = row
  if (openedVia === 'link') {
    return (
      claimLinkId !== null &&
      (await tx.claimLink.count({ where: { id: claimLinkId, revokedAt: null } })) === 1
    )
  }
  if (openedVia !== 'invitation') return true
  const where = { revokedAt: null, sentAt: { lte: createdAt } }
  return invitationId !== null && (await tx.invitation.count({ where: { id: invitationId, ...where } })) === 1
}

/** Every link to the account has served its purpose, whichever way the claim came; messages that wait are not sent. */
async function spendLinks({ ctx, tx, emit, row }: HeldSession, userId: string, did: string): Promise<void> {
  const now = ctx.now()
  await tx.claimLink.updateMany({
    where: { userId, spentAt: null, revokedAt: null },
    data: { spentAt: now },
  })
  await tx.email.updateMany({
    where: { userId, status: 'queued' },
    data: {
      status: 'cancelled',
      tokenSealed: null,
      nextAttemptAt: null,
      problem: 'The account was claimed before this was sent.',
    },
  })
  const pending = { userId, acceptedAt: null, revokedAt: null }
  const used = row.invitationId === null ? [] : [{ id: row.invitationId }]
  const invitations = await tx.invitation.updateManyAndReturn({
    where: { ...pending, OR: [{ expiresAt: { gt: now } }, ...used] },
    data: { acceptedAt: now },
    select: { id: true },
  })
  for (const { id } of invitations) {
    const about = aboutClaim(row, { invitationId: id })
    emit({ type: 'invitation.accepted', actor: walletActor(did), ...about })
  }
}
