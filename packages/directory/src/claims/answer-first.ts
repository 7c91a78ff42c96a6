import { answerInit, isPerson, ProtocolError, type Answer } from '@rollcall/vaultysid'
import { aboutClaim, applyMove, walletActor, writeSession, type HeldSession } from './apply-move.ts'
import { OVER, toReply, type Arrival, type FrameAnswer } from './arrival.ts'
import { acceptFirst, setBack } from './session-rules.ts'
import { isClaim, toSessionState } from './wallet-row.ts'

const NONCE_BYTES = 16

/** Answers a wallet's first message. Nothing is proven by it: that a wallet is named here binds nobody to anything. */
export async function answerFirst(held: HeldSession, arrival: Arrival): Promise<FrameAnswer> {
  const { ctx, row } = held
  const state = toSessionState(row)
  const answer = judge(held, arrival)
  if (answer instanceof ProtocolError) {
    const { code } = answer
    ctx.log.info({ sessionId: row.id, code }, 'The first message of a wallet was refused.')
    await applyMove(held, setBack(state, { kind: 'first_refused', code }, ctx.now()), {
      actor: walletActor(null),
    })
    return OVER
  }
  const move = acceptFirst(state, ctx.now())
  if (move.to !== 'connected') {
    await applyMove(held, move, { actor: walletActor(null) })
    return OVER
  }
  await writeSession(held, {
    status: 'connected',
    notice: null,
    attempts: row.attempts + 1,
    channel: arrival.channel,
    step1: new Uint8Array(answer.step1),
    step1At: ctx.now(),
  })
  if (isClaim(row)) {
    held.emit({ type: 'claim.wallet_connected', actor: walletActor(null), ...aboutClaim(row, {}) })
  }
  return { kind: 'reply', frame: toReply(ctx, arrival, answer.step1), done: false }
}

/** The protocol's checks, and our own: only the wallet of a human may stand for a person. */
function judge({ ctx }: HeldSession, { server, message }: Arrival): Answer | ProtocolError {
  try {
    const now = ctx.now().getTime()
    const answer = answerInit({ server, message, now, nonce: ctx.randomBytes(NONCE_BYTES) })
    if (isPerson(answer.wallet)) return answer
    return new ProtocolError('not-a-person', 'The wallet does not act for a person.')
  } catch (error) {
    if (error instanceof ProtocolError) return error
    throw error
  }
}
