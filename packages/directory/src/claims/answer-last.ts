import { checkComplete, ProtocolError, toFingerprint, type Completed } from '@rollcall/vaultysid'
import { Buffer } from 'node:buffer'
import {
  aboutClaim,
  applyMove,
  emitRefused,
  ENDED,
  failSession,
  walletActor,
  writeSession,
  type HeldSession,
} from './apply-move.ts'
import { OVER, toReply, type Arrival, type FrameAnswer } from './arrival.ts'
import { completeClaim } from './complete-claim.ts'
import { completeLogin } from './complete-login.ts'
import type { ProvenWallet } from './decide-claim.ts'
import { toRetryRecord } from './retry-answer.ts'
import { acceptLast, setBack, type AccountFailure } from './session-rules.ts'
import { isClaim, toSessionState } from './wallet-row.ts'

/**
 * Takes a wallet's last message. Once it is good the wallet has proven who it is, and the account and the session change
 * together or not at all. The relay gives the same message back, and gives it again to whoever repeats the request.
 */
export async function answerLast(held: HeldSession, arrival: Arrival): Promise<FrameAnswer> {
  const { ctx, row } = held
  const completed = check(held, arrival)
  if (completed instanceof ProtocolError) {
    const move = setBack(toSessionState(row), { kind: 'last_refused', code: completed.code }, ctx.now())
    await applyMove(held, move, { actor: walletActor(null) })
    return OVER
  }
  const move = acceptLast(toSessionState(row), ctx.now())
  if (move.to !== 'done') return OVER
  const wallet = toProvenWallet(completed)
  const account = isClaim(row) ? await completeClaim(held, wallet) : await completeLogin(held, wallet)
  if (account.outcome === 'refused') {
    await refuseAccount(held, wallet, account.code)
    return OVER
  }
  const frame = toReply(ctx, arrival, completed.certificate)
  await writeSession(held, {
    ...ENDED,
    status: 'done',
    userId: account.userId,
    did: wallet.did,
    fingerprint: wallet.fingerprint,
    certificate: new Uint8Array(completed.certificate),
    step1: toRetryRecord(arrival.frame, frame),
    finishedAt: ctx.now(),
  })
  return { kind: 'reply', frame, done: true }
}

/** Another account took this wallet while this one was about to: what a look beforehand would have found. */
export async function noteDidTaken(held: HeldSession, arrival: Arrival): Promise<FrameAnswer> {
  const completed = check(held, arrival)
  if (held.row.status !== 'connected' || completed instanceof ProtocolError) return OVER
  await refuseAccount(held, toProvenWallet(completed), 'did-taken')
  return OVER
}

function toProvenWallet({ wallet, did }: Completed): ProvenWallet {
  return { did, publicKey: Buffer.from(wallet.id).toString('base64'), fingerprint: toFingerprint(wallet) }
}

function check({ ctx, row }: HeldSession, { server, message }: Arrival): Completed | ProtocolError {
  if (!row.step1) return new ProtocolError('unexpected-state', 'No first message was answered.')
  try {
    return checkComplete({ server, step1: row.step1, message, now: ctx.now().getTime() })
  } catch (error) {
    if (error instanceof ProtocolError) return error
    throw error
  }
}

/** The wallet is who it says, and still gets nothing. A wallet that belongs to another account is worth a line of its own. */
async function refuseAccount(
  held: HeldSession,
  { did, fingerprint }: ProvenWallet,
  code: AccountFailure,
): Promise<void> {
  const { tx, emit, row } = held
  await failSession(held, code)
  const actor = walletActor(did)
  if (code !== 'did-taken') return emitRefused(held, actor, { code, facts: { did, fingerprint } })
  const holder = await tx.user.findUnique({ where: { did }, select: { id: true, name: true } })
  const data = { holder: holder?.name ?? '', holderId: holder?.id ?? null, did, fingerprint }
  emit({ type: 'claim.did_taken', actor, ...aboutClaim(row, data) })
}
