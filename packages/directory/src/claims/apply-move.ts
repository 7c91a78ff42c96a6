import type { Emit, Prisma, Tx } from '@rollcall/db'
import type { Actor } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { toFailureText } from './failure-texts.ts'
import type { FailureCode, Move } from './session-rules.ts'
import { isClaim, type WalletRow } from './wallet-row.ts'

/** A wallet session inside the transaction that holds its lock. */
export interface HeldSession {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
  readonly row: WalletRow
}

type Columns = Prisma.WalletSessionUncheckedUpdateManyInput

const NOT_CONNECTED = { channel: null, step1: null, step1At: null } as const satisfies Columns
/** The key goes with the session: what it sealed can be opened by nobody but the wallet any more. */
export const ENDED = { ...NOT_CONNECTED, keySealed: null, notice: null } as const satisfies Columns

/** A wallet has not proven who it is until it has finished. */
export function walletActor(did: string | null): Actor {
  return { kind: 'wallet', id: did, name: 'A wallet' }
}

/** Writes a move and what there is to tell of it. `why` is the sentence for a cancelled QR. */
export async function applyMove(
  held: HeldSession,
  move: Move,
  { actor, why = 'It was cancelled.' }: { actor: Actor; why?: string },
): Promise<void> {
  switch (move.to) {
    case 'stay':
      return
    case 'notice':
      return writeSession(held, { notice: move.notice })
    case 'open':
      return writeSession(held, { ...NOT_CONNECTED, status: 'open', notice: move.notice })
    case 'expired':
      await writeSession(held, { ...ENDED, status: 'expired', finishedAt: held.row.expiresAt })
      return emitEnded(held, actor, 'Its time was over.')
    case 'cancelled':
      await writeSession(held, { ...ENDED, status: 'cancelled', finishedAt: held.ctx.now() })
      return emitEnded(held, actor, why)
    case 'failed':
      await failSession(held, move.code)
      return emitRefused(held, actor, { code: move.code })
  }
}

export async function failSession(held: HeldSession, code: FailureCode): Promise<void> {
  await writeSession(held, { ...ENDED, status: 'failed', failureCode: code, finishedAt: held.ctx.now() })
}

/** The row is locked by now; that it has not changed since it was read is made certain all the same. */
export async function writeSession({ tx, row }: HeldSession, data: Columns): Promise<void> {
  const { count } = await tx.walletSession.updateMany({
    where: { id: row.id, version: row.version, status: row.status },
    data: { ...data, version: { increment: 1 } },
  })
  if (count !== 1) throw new Error('A wallet session changed under its own lock.')
}

/** Nothing is told of a sign-in that led to nothing. */
export function emitEnded({ emit, row }: HeldSession, actor: Actor, text: string): void {
  if (isClaim(row)) emit({ type: 'claim.ended', actor, ...aboutClaim(row, { text }) })
}

/** `facts` are what is known of a wallet that has proven who it is. */
export function emitRefused(
  { emit, row }: HeldSession,
  actor: Actor,
  { code, facts = {} }: { code: FailureCode; facts?: WalletFacts | object },
): void {
  const data = { ...facts, code, text: toFailureText(code) }
  if (isClaim(row)) emit({ type: 'claim.refused', actor, ...aboutClaim(row, data) })
  else emit({ type: 'login.refused', actor, data: { ...data, sessionId: row.id } })
}

export interface WalletFacts {
  readonly did: string
  readonly fingerprint: string
}

/** Whose account it is about, and what every event of a claim tells. */
export function aboutClaim(row: WalletRow, data: Prisma.InputJsonObject) {
  return {
    ...(row.userId !== null && { userId: row.userId }),
    data: { ...data, name: row.user?.name ?? '', sessionId: row.id },
  }
}
