import type { Prisma, Tx } from '@rollcall/db'
import { walletNotice, walletSessionStatus, type WalletNotice } from '@rollcall/vocabulary'
import type { SessionState } from './session-rules.ts'

/** Columns that decide and that views are made of. The sealed key is among them, so a row never leaves this room. */
export const WALLET_SELECT = {
  id: true,
  purpose: true,
  userId: true,
  status: true,
  failureCode: true,
  notice: true,
  keySealed: true,
  browserHash: true,
  openerSessionId: true,
  openerKeyId: true,
  openedBy: true,
  openedVia: true,
  claimLinkId: true,
  invitationId: true,
  attempts: true,
  channel: true,
  step1: true,
  step1At: true,
  did: true,
  fingerprint: true,
  collectedAt: true,
  createdAt: true,
  expiresAt: true,
  finishedAt: true,
  version: true,
  user: { select: { name: true } },
} as const satisfies Prisma.WalletSessionSelect

export type WalletRow = Prisma.WalletSessionGetPayload<{ select: typeof WALLET_SELECT }>

export async function findWalletRow(
  client: Pick<Tx, 'walletSession'>,
  where: Prisma.WalletSessionWhereUniqueInput,
): Promise<WalletRow | null> {
  return client.walletSession.findUnique({ where, select: WALLET_SELECT })
}

/** What the rules look at. */
export function toSessionState(row: WalletRow): SessionState & { readonly notice: WalletNotice | null } {
  return {
    status: walletSessionStatus.parse(row.status),
    notice: walletNotice.nullable().parse(row.notice),
    attempts: row.attempts,
    channel: row.channel,
    step1At: row.step1At,
    expiresAt: row.expiresAt,
  }
}

export function isClaim(row: Pick<WalletRow, 'purpose'>): boolean {
  return row.purpose === 'claim'
}
