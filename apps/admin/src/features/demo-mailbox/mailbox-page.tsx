import { LinkButton } from '@rollcall/ui'
import type { CaughtEmailView } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { usePageTitle } from '../../lib/page-title.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { PublicFrame } from '../../shell/public-frame.tsx'
import { QueryPart } from '../../shell/query-part.tsx'
import { MailList, MailListSkeleton } from './mail-list.tsx'
import { MailMessage } from './mail-message.tsx'
import classes from './mailbox-page.module.css'
import type { MailboxSearch } from './mailbox-search.ts'

const REFRESH_MS = 2000

/** What the demo caught instead of sending, as the people it was for would read it. */
export function MailboxPage({ search }: { search: MailboxSearch }) {
  usePageTitle('Demo mailbox')
  const trpc = useTRPC()
  const query = useQuery({ ...trpc.mailbox.list.queryOptions(), refetchInterval: REFRESH_MS })
  return (
    <PublicFrame
      wide
      title="Demo mailbox"
      description="Email of the demo reaches nobody. Every message arrives here instead, newest first."
    >
      <QueryPart query={query} skeleton={<MailListSkeleton />} failed="The mailbox could not be opened">
        {(emails) => <Mailbox emails={newestFirst(emails)} search={search} />}
      </QueryPart>
      <div className={classes.foot}>
        <LinkButton variant="default" href="/">
          Open the console
        </LinkButton>
      </div>
    </PublicFrame>
  )
}

interface MailboxProps {
  emails: readonly CaughtEmailView[]
  search: MailboxSearch
}

function Mailbox({ emails, search }: MailboxProps) {
  const open = emails.find((email) => email.id === search.message)
  return (
    <div className={classes.mailbox} data-open={open ? true : undefined}>
      <MailList emails={emails} openId={open?.id} />
      {emails.length > 0 ? <MailMessage email={open} gone={search.message !== undefined && !open} /> : null}
    </div>
  )
}

function newestFirst(emails: readonly CaughtEmailView[]): CaughtEmailView[] {
  return emails.toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt))
}
