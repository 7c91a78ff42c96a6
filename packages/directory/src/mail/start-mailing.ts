import {
  insertMailingEmails,
  listRecipientIds,
  lockRecipients,
  type NewMailingEmail,
  type Recipient,
  replaceClaimLinks,
  type Tx,
} from '@rollcall/db'
import { type MailingView, startMailingInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { sealEmailToken } from './email-token.ts'
import { endOfClaimLink, newClaimLink } from './new-claim-link.ts'
import { readMailingView } from './read-mailing-view.ts'
import { MOST_RECIPIENTS, refuseTooMany, toRecipientWish } from './recipient-wish.ts'
import { requireSmtp } from './require-smtp.ts'
import { REPLACED } from './send-claim-email.ts'
import { RESEND_AFTER_MS, whyPassedOver } from './why-passed-over.ts'

/** People per round of statements. */
const BATCH = 1000
const LONGEST_MS = 120_000

/**
 * Makes a claim link for each person and puts them all into the outbox, or none. Whoever cannot be written to is in the
 * list with the reason. Refuses with `email_unavailable` without a mail server, with `too_large` beyond 10,000 people,
 * and with `conflict` when nobody would get a message.
 */
export async function startMailing({
  ctx,
  input,
}: Call<z.input<typeof startMailingInput>>): Promise<MailingView> {
  const wanted = parseInput(startMailingInput, input)
  const wish = await toRecipientWish(ctx, wanted)
  const id = ctx.newId()
  await ctx.db.change(
    async (tx, emit) => {
      await requireSmtp(tx)
      const ids = await listRecipientIds(tx, wish, MOST_RECIPIENTS + 1)
      refuseTooMany(ids.length)
      const now = ctx.now()
      const createdBy = ctx.actor
      await tx.mailing.create({
        data: { id, total: ids.length, createdBy, createdAt: now },
        select: { id: true },
      })
      let reached = 0
      for (let start = 0; start < ids.length; start += BATCH) {
        reached += await addBatch(ctx, tx, { mailingId: id, ids: ids.slice(start, start + BATCH), now })
      }
      if (reached === 0) throw nobody(ids.length)
      await ctx.enqueueMail(tx)
      emit({ type: 'mailing.started', actor: ctx.actor, data: { mailingId: id, total: reached } })
    },
    { timeoutMs: LONGEST_MS },
  )
  return readMailingView(ctx.db.client, id)
}

function nobody(people: number): DirectoryError {
  const text =
    people === 0
      ? 'The list is empty: there is nobody to send a claim link to.'
      : 'None of these people can be sent a claim link: they have no email address, have claimed already, are disabled, or were sent one a moment ago.'
  return new DirectoryError('conflict', text)
}

interface Batch {
  readonly mailingId: string
  readonly ids: readonly string[]
  readonly now: Date
}

/** Five statements, whatever the number of people. Returns how many of them will be written to. */
async function addBatch(ctx: Context, tx: Tx, { mailingId, ids, now }: Batch): Promise<number> {
  const people = await lockRecipients(tx, ids, new Date(now.getTime() - RESEND_AFTER_MS))
  const emails = people.map((person) => toNewEmail(ctx, person))
  const reached = emails.flatMap(({ userId, recipient, link }) =>
    link && recipient !== null ? [{ userId, email: recipient }] : [],
  )
  await replaceClaimLinks(tx, reached, now, REPLACED)
  const expiresAt = endOfClaimLink(now)
  const { actor } = ctx
  await insertMailingEmails(tx, { mailingId, sentBy: actor.name, createdBy: actor, now, expiresAt, emails })
  return reached.length
}

function toNewEmail(ctx: Context, person: Recipient): NewMailingEmail {
  const id = ctx.newId()
  const { id: userId, name, email: recipient } = person
  const obstacle = whyPassedOver(person)
  if (obstacle) return { id, userId, name, recipient, link: null, skipped: obstacle.text }
  const { id: linkId, token, tokenHash } = newClaimLink(ctx)
  const link = { id: linkId, tokenHash, tokenSealed: sealEmailToken(ctx, id, token) }
  return { id, userId, name, recipient, link, skipped: null }
}
