import type { HeldSession } from './apply-move.ts'
import { refuseLogin, type AccountOutcome, type ProvenWallet } from './decide-claim.ts'

/** Whom a wallet signs in. Nobody is ever registered here: a wallet that no account was claimed with is refused. */
export async function completeLogin({ tx }: HeldSession, wallet: ProvenWallet): Promise<AccountOutcome> {
  const person = await tx.user.findUnique({
    where: { did: wallet.did },
    select: { id: true, status: true, publicKey: true },
  })
  if (!person) return { outcome: 'refused', code: 'unknown-wallet' }
  const code = refuseLogin(person, wallet)
  return code === null ? { outcome: 'done', userId: person.id } : { outcome: 'refused', code }
}
