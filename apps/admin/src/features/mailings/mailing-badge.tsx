import { StatusBadge } from '@rollcall/ui'
import type { EmailStatus, MailingView } from '@rollcall/vocabulary'
import { EMAIL_LOOKS, toMailingLook } from './mailing-words.ts'

export function MailingBadge({ mailing }: { mailing: MailingView }) {
  const { tone, word, icon, busy } = toMailingLook(mailing)
  return (
    <StatusBadge tone={tone} icon={icon} busy={busy}>
      {word}
    </StatusBadge>
  )
}

export function EmailBadge({ status }: { status: EmailStatus }) {
  const { tone, word, icon, busy } = EMAIL_LOOKS[status]
  return (
    <StatusBadge tone={tone} icon={icon} busy={busy}>
      {word}
    </StatusBadge>
  )
}
