import { Page, PageHeader, PageSkeleton, Panel, RelativeTime } from '@rollcall/ui'
import type { MailingId, MailingView } from '@rollcall/vocabulary'
import { usePageTitle } from '../../lib/page-title.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { MailingActions } from './mailing-actions.tsx'
import { MailingBadge } from './mailing-badge.tsx'
import { MailingEmails } from './mailing-emails.tsx'
import { MailingProgress } from './mailing-progress.tsx'
import type { MailingSearch } from './mailing-search.ts'
import { toMailingTitle } from './mailing-words.ts'
import { useMailing } from './use-mailing.ts'

export interface MailingPageProps {
  id: MailingId
  search: MailingSearch
  onSearch: (search: MailingSearch) => void
}

/** One sending of claim links: how far it is, what stopped it, and what became of each person's message. */
export function MailingPage({ id, search, onSearch }: MailingPageProps) {
  const query = useMailing(id)
  const mailing = query.data
  const title = mailing ? toMailingTitle(mailing) : 'Claim links'
  usePageTitle(title)
  if (!mailing) {
    if (!query.isError) return <PageSkeleton shape="table" />
    return <ProblemState scope="page" error={query.error} onRetry={() => void query.refetch()} />
  }
  return (
    <Page width="wide">
      <PageHeader
        breadcrumbs={[
          { label: 'Users', href: '/users?tab=unclaimed' },
          { label: 'Sent claim links', href: '/mailings' },
          { label: title },
        ]}
        title={title}
        meta={<MailingBadge mailing={mailing} />}
        description={<MailingFacts mailing={mailing} />}
        actions={<MailingActions mailing={mailing} />}
      />
      <MailingProgress mailing={mailing} updatedAt={query.dataUpdatedAt} />
      <Panel flush>
        <MailingEmails mailing={mailing} search={search} onSearch={onSearch} />
      </Panel>
    </Page>
  )
}

function MailingFacts({ mailing }: { mailing: MailingView }) {
  return (
    <>
      Started by {mailing.startedBy} <RelativeTime value={mailing.createdAt} />
      {mailing.finishedAt ? (
        <>
          , ended <RelativeTime value={mailing.finishedAt} />
        </>
      ) : null}
    </>
  )
}
