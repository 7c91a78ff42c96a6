import * as z from 'zod'
import { instant, mailingId, userId } from './ids.ts'
import { pageInput, pageOf } from './paging.ts'
import { userListInput } from './users.ts'

/** `starttls` begins in clear and must become encrypted, `implicit` is encrypted from the first byte, `none` never is. */
export const smtpTls = z.enum(['starttls', 'implicit', 'none'])
export type SmtpTls = z.infer<typeof smtpTls>

const host = z
  .string({ error: 'Enter the name of the mail server, like smtp.example.com.' })
  .trim()
  .min(1, { error: 'Enter the name of the mail server, like smtp.example.com.' })
  .max(253)
  .regex(/^[^\s/:@]+$|^\[?[0-9a-fA-F:]+\]?$/, {
    error: 'Enter a host name without a port or address prefix, like smtp.example.com.',
  })

/** A bare address, or a name with the address in angle brackets. */
const from = z
  .string({ error: 'Enter the address that messages come from.' })
  .trim()
  .max(320)
  .refine((text) => z.email().safeParse(/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).success, {
    error: 'Enter an address like rollcall@example.com, or a name with it: Rollcall <rollcall@example.com>.',
  })
  .refine((text) => !/[\r\n]/.test(text), { error: 'The sender has to be on one line.' })

export const smtpInput = z
  .object({
    host,
    port: z.coerce.number({ error: 'Enter a port, usually 587 or 465.' }).int().min(1).max(65_535),
    username: z.string().trim().max(320).nullable().default(null),
    /** Absent keeps the stored password; null removes it. */
    password: z.string().max(1024).nullable().optional(),
    from,
    tls: smtpTls,
  })
  .strict()
export type SmtpInput = z.infer<typeof smtpInput>

export const smtpTestView = z.object({
  status: z.enum(['pass', 'fail']),
  /** What happened, in a sentence. */
  detail: z.string(),
  /** What to do about it; null after success. */
  hint: z.string().nullable(),
  /** The mail server's own words, for support; null when it said nothing. */
  answer: z.string().nullable(),
  to: z.string(),
  at: instant,
})
export type SmtpTestView = z.infer<typeof smtpTestView>

/** The password is in no view. */
export const smtpView = z.object({
  host: z.string(),
  port: z.number().int(),
  username: z.string().nullable(),
  hasPassword: z.boolean(),
  from: z.string(),
  tls: smtpTls,
  updatedAt: instant,
  lastTest: smtpTestView.nullable(),
})
export type SmtpView = z.infer<typeof smtpView>

/** Null in `smtp` until a mail server has been entered. */
export const smtpSettingsView = z.object({ smtp: smtpView.nullable() })

/** Tests the stored settings, or the given ones before they are saved; an absent password is the stored one. */
export const smtpTestInput = z
  .object({
    to: z.email({ error: 'Enter a complete email address.' }).max(320),
    settings: smtpInput.optional(),
  })
  .strict()

export const emailKind = z.enum(['claim_link', 'invitation'])
export type EmailKind = z.infer<typeof emailKind>
export const emailStatus = z.enum(['queued', 'sending', 'sent', 'failed', 'skipped', 'cancelled'])
export type EmailStatus = z.infer<typeof emailStatus>

export const mailingStatus = z.enum(['sending', 'paused', 'finished', 'cancelled'])
export type MailingStatus = z.infer<typeof mailingStatus>

/** Whom to write to: these people, or everyone a filtered list of unclaimed people shows. */
export const startMailingInput = z
  .object({
    userIds: z.array(userId).min(1).max(5000).optional(),
    filter: userListInput.omit({ cursor: true, limit: true, sort: true }).optional(),
  })
  .strict()
  .refine((input) => (input.userIds === undefined) !== (input.filter === undefined), {
    error: 'Name either the people or a filter.',
  })

/** What a mailing would do, before it does it. */
export const mailingPreviewView = z.object({
  /** People who would be written to. */
  reachable: z.number().int(),
  noAddress: z.number().int(),
  /** Claimed or disabled meanwhile. */
  notUnclaimed: z.number().int(),
  /** Of the reachable, those whose address someone else has as well. */
  shared: z.number().int(),
})
export type MailingPreviewView = z.infer<typeof mailingPreviewView>

export const mailingView = z.object({
  id: mailingId,
  status: mailingStatus,
  /** Why it stands still, in a sentence; null while it does not. */
  pausedReason: z.string().nullable(),
  counts: z.object({
    total: z.number().int(),
    waiting: z.number().int(),
    sent: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int(),
    cancelled: z.number().int(),
  }),
  startedBy: z.string(),
  createdAt: instant,
  finishedAt: instant.nullable(),
})
export type MailingView = z.infer<typeof mailingView>

export const mailingListing = pageOf(mailingView)

export const mailingEmailView = z.object({
  id: z.uuid(),
  userId: userId.nullable(),
  name: z.string(),
  recipient: z.string().nullable(),
  status: emailStatus,
  /** Why it was skipped or what the mail server said; null when it went well. */
  problem: z.string().nullable(),
  attempts: z.number().int(),
  nextAttemptAt: instant.nullable(),
  sentAt: instant.nullable(),
})
export type MailingEmailView = z.infer<typeof mailingEmailView>

export const mailingEmailListInput = pageInput.extend({
  mailingId,
  status: emailStatus.optional(),
  search: z.string().trim().max(200).optional(),
})
export const mailingEmailListing = pageOf(mailingEmailView)

/** A message the demo caught instead of sending. */
export const caughtEmailView = z.object({
  id: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  /** Shown in a frame that runs nothing. */
  html: z.string().nullable(),
  receivedAt: instant,
})
export type CaughtEmailView = z.infer<typeof caughtEmailView>
