import { isUniqueViolation } from '@rollcall/db'
import { isFirstMessage, openFrame, ProtocolError } from '@rollcall/vaultysid'
import type { Context } from '../context.ts'
import { answerFirst } from './answer-first.ts'
import { answerLast, noteDidTaken } from './answer-last.ts'
import type { HeldSession } from './apply-move.ts'
import { OVER, type Arrival, type FrameAnswer } from './arrival.ts'
import { holdSession } from './hold-session.ts'
import { findRetryAnswer } from './retry-answer.ts'
import { openSessionKey } from './session-key.ts'
import { expectedMessage } from './session-rules.ts'
import { findWalletRow, toSessionState, type WalletRow } from './wallet-row.ts'

/** Which session a frame is for: by the token in the relay's path, or by the receiver id of the data channel. */
export type FrameAddress = { readonly relayToken: string } | { readonly receiverPeer: string }

export type { FrameAnswer } from './arrival.ts'

const NAME = /^[0-9a-f]{64}$/
const STRANGER = { kind: 'refused', stranger: true } as const

/**
 * One frame of the exchange, from whichever process the wallet reached. `channel` names the connection it came over:
 * for the relay the text `relay`, for a data channel an id of that channel, so that a new connection may begin again.
 */
export async function receiveFrame(call: {
  ctx: Context
  to: FrameAddress
  frame: string
  channel: string
}): Promise<FrameAnswer> {
  const { ctx, frame } = call
  const row = await findAddressed(ctx, call.to)
  if (!row) return OVER
  if (!row.keySealed) return repeatAnswer(row, frame)
  const key = openSessionKey(ctx, row.id, row.keySealed).reveal()
  const message = unseal(key, frame)
  if (!message) return STRANGER
  const server = await ctx.wallet.identity()
  const arrival = { server, key, frame, message, channel: call.channel }
  try {
    return await ctx.db.change(async (tx, emit) => {
      const held = await holdSession({ ctx, tx, emit }, row)
      return held ? takeMessage(held, arrival) : OVER
    })
  } catch (error) {
    // Another account was bound to the same wallet at this very moment, and the database let one of them through.
    if (!isUniqueViolation(error, 'users_did_key')) throw error
    return ctx.db.change(async (tx, emit) => {
      const held = await holdSession({ ctx, tx, emit }, row)
      return held ? noteDidTaken(held, arrival) : OVER
    })
  }
}

async function takeMessage(held: HeldSession, arrival: Arrival): Promise<FrameAnswer> {
  const expected = expectedMessage(toSessionState(held.row), {
    channel: arrival.channel,
    begins: isFirstMessage(arrival.message),
  })
  if (expected === 'first') return answerFirst(held, arrival)
  return expected === 'last' ? answerLast(held, arrival) : repeatAnswer(held.row, arrival.frame)
}

/** A session that has ended takes nothing more; a request that was answered before gets the same answer. */
function repeatAnswer(row: WalletRow, frame: string): FrameAnswer {
  const answer = row.status === 'done' ? findRetryAnswer(row.step1, frame) : null
  return answer === null ? OVER : { kind: 'reply', frame: answer, done: true }
}

/** Anything but the name of a session is not even looked up. */
async function findAddressed(ctx: Context, to: FrameAddress): Promise<WalletRow | null> {
  const name = 'relayToken' in to ? to.relayToken : to.receiverPeer
  return NAME.test(name) ? findWalletRow(ctx.db.client, to) : null
}

function unseal(key: string, frame: string): Uint8Array | null {
  try {
    return openFrame({ key, frame })
  } catch (error) {
    if (error instanceof ProtocolError) return null
    throw error
  }
}
