import type { Emit, Tx } from '@rollcall/db'
import { cancelOpenClaims } from '../claims/cancel-open-claims.ts'
import type { Context } from '../context.ts'

export interface EndedLink {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
  readonly invitation: { readonly id: string; readonly userId: string }
  /** A sentence for the history. */
  readonly why: string
}

/**
 * Takes back what the present link of an invitation has led to: QRs that were opened with it, and messages that carry it
 * and have not gone out. The person is locked. A message on its way is left to its worker, which sends no dead link again.
 */
export async function endLink({ ctx, tx, emit, invitation, why }: EndedLink): Promise<void> {
  const { id: invitationId, userId } = invitation
  await cancelOpenClaims({ ctx, tx, emit }, { userId, invitationId }, why)
  await tx.email.updateMany({
    where: { invitationId, status: 'queued' },
    data: { status: 'cancelled', tokenSealed: null, nextAttemptAt: null, problem: why },
  })
}
