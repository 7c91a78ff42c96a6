import { Skeleton } from '@mantine/core'
import { EmptyState, RelativeTime, UiLink } from '@rollcall/ui'
import type { CaughtEmailView } from '@rollcall/vocabulary'
import { Inbox } from 'lucide-react'
import { countOf } from '../../lib/format.ts'
import classes from './mailbox-page.module.css'
import { toShortName } from './mail-address.ts'
import { toMessageHref } from './mailbox-search.ts'

export interface MailListProps {
  emails: readonly CaughtEmailView[]
  openId: string | undefined
}

export function MailList({ emails, openId }: MailListProps) {
  if (emails.length === 0) {
    return (
      <EmptyState
        icon={Inbox}
        title="No email has been sent yet"
        text="Send a claim link or an invitation in the console; it is here a moment later."
      />
    )
  }
  return (
    <nav className={classes.list} aria-label="Messages, newest first">
      <output className={classes.count}>{countOf(emails.length, 'message', 'messages')}</output>
      <ul>
        {emails.map((email) => (
          <li key={email.id}>
            <UiLink
              href={toMessageHref(email.id)}
              className={classes.entry}
              aria-current={email.id === openId ? 'true' : undefined}
            >
              <span className={classes.entryHead}>
                <span className={classes.to} title={email.to.join(', ')}>
                  {email.to.map(toShortName).join(', ')}
                </span>
                <span className={classes.time}>
                  <RelativeTime value={email.receivedAt} />
                </span>
              </span>
              <span className={classes.subject}>{email.subject}</span>
            </UiLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function MailListSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy="true">
      {['70%', '55%', '64%', '48%'].map((width) => (
        <Skeleton key={width} height={14} width={width} radius="sm" />
      ))}
    </div>
  )
}
