import type * as vocabulary from '@rollcall/vocabulary'
import { day, realmId, userId, type Example } from './ids.ts'

const mailingId = '0199a1b8-3f10-7a62-9c4d-5e7b1d2f8a07'

export const smtpSettings: Example<typeof vocabulary.smtpInput> = {
  host: 'smtp.tideway.example',
  port: 587,
  username: 'rollcall@tideway.example',
  password: 'only ever sent to the server, never answered',
  from: 'Rollcall <rollcall@tideway.example>',
  tls: 'starttls',
}

export const smtpTestRequest: Example<typeof vocabulary.smtpTestInput> = {
  to: 'ingrid.solheim@tideway.example',
}

export const smtpTest: Example<typeof vocabulary.smtpTestView> = {
  status: 'fail',
  detail:
    'smtp.tideway.example:587 did not accept the username and password: "535 5.7.8 Authentication failed".',
  hint: 'Enter both again. Providers with a second factor want an app password in place of the usual one.',
  answer: '535 5.7.8 Authentication failed',
  to: 'ingrid.solheim@tideway.example',
  at: `${day}T09:05:00.000Z`,
}

const { password: _, ...withoutPassword } = smtpSettings

export const smtp: Example<typeof vocabulary.smtpSettingsView> = {
  smtp: {
    ...withoutPassword,
    port: 587,
    username: 'rollcall@tideway.example',
    hasPassword: true,
    updatedAt: `${day}T09:04:00.000Z`,
    lastTest: smtpTest,
  },
}

export const mailingRequest: Example<typeof vocabulary.startMailingInput> = { filter: { realm: realmId } }

export const mailingPreview: Example<typeof vocabulary.mailingPreviewView> = {
  reachable: 38,
  noAddress: 3,
  notUnclaimed: 0,
  shared: 2,
}

export const mailing: Example<typeof vocabulary.mailingView> = {
  id: mailingId,
  status: 'sending',
  pausedReason: null,
  counts: { total: 41, waiting: 12, sent: 25, failed: 1, skipped: 3, cancelled: 0 },
  startedBy: 'Ingrid Solheim',
  createdAt: `${day}T09:10:00.000Z`,
  finishedAt: null,
}

export const mailingEmail: Example<typeof vocabulary.mailingEmailView> = {
  id: '0199a1b8-3f22-7b10-8e5a-2c4d6f8a0b1c',
  userId,
  name: 'Zoé Castellanos',
  recipient: 'zoe.castellanos@tideway.example',
  status: 'failed',
  problem:
    'smtp.tideway.example:587 refused the recipient: "550 5.1.1 User unknown". Check the email address of this person.',
  attempts: 1,
  nextAttemptAt: null,
  sentAt: null,
}
