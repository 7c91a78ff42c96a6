import { lockRecipients, type Recipient, replaceClaimLinks, type Emit, type Tx } from '@rollcall/db'
import { type EmailedClaimView, type ErrorCode, userId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { endOfClaimLink, newClaimLink } from './new-claim-link.ts'
import { queueEmail } from './queue-email.ts'
import { requireSmtp } from './require-smtp.ts'
import { EMAILED_CLAIM_SELECT, toEmailedClaimView } from './to-emailed-claim-view.ts'
import { type PassedOver, RESEND_AFTER_MS, whyPassedOver } from './why-passed-over.ts'

const schema = z.object({ userId })

/** Why a newer link took the place of one whose message was still waiting. */
export const REPLACED = 'A newer claim link was sent in place of this one.'

/**
 * Makes a claim link of seven days for one person and puts it into the outbox. Links that the same address has received
 * before stay good; those that went to another address end. Refuses with `email_unavailable` without a mail server or
 * address, with `conflict` for disabled people and within a minute of the last link, with `already_claimed` otherwise.
 */
export async function sendClaimEmail({ ctx, input }: Call<{ userId: string }>): Promise<EmailedClaimView> {
  const { userId: id } = parseInput(schema, input)
  const linkId = await ctx.db.change((tx, emit) => makeLink(ctx, tx, emit, id))
  const row = await ctx.db.client.claimLink.findUniqueOrThrow({
    where: { id: linkId },
    select: EMAILED_CLAIM_SELECT,
  })
  return toEmailedClaimView(row, ctx.now())
}

async function makeLink(ctx: Context, tx: Tx, emit: Emit, id: string): Promise<string> {
  await requireSmtp(tx)
  const now = ctx.now()
  const [person] = await lockRecipients(tx, [id], new Date(now.getTime() - RESEND_AFTER_MS))
  if (!person) throw notFound('person')
  const email = addressOf(person)
  const link = newClaimLink(ctx)
  const expiresAt = endOfClaimLink(now)
  await replaceClaimLinks(tx, [{ userId: id, email }], now, REPLACED)
  await tx.claimLink.create({
    data: {
      id: link.id,
      userId: id,
      tokenHash: link.tokenHash,
      email,
      createdBy: ctx.actor,
      createdAt: now,
      expiresAt,
    },
    select: { id: true },
  })
  const { name } = person
  const message = { kind: 'claim_link', linkId: link.id, userId: id, recipient: email, name } as const
  await queueEmail({ ctx, tx, emit, email: { ...message, token: link.token, expiresAt } })
  return link.id
}

const CODES = {
  disabled: 'conflict',
  claimed: 'already_claimed',
  no_address: 'email_unavailable',
  bad_address: 'email_unavailable',
  just_sent: 'conflict',
} as const satisfies Record<PassedOver['because'], ErrorCode>

function addressOf(person: Recipient): string {
  const obstacle = whyPassedOver(person)
  if (obstacle) {
    throw new DirectoryError(
      CODES[obstacle.because],
      `${person.name} was not sent a claim link. ${obstacle.text}`,
    )
  }
  return person.email ?? ''
}
