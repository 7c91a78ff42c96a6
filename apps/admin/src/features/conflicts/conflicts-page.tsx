import { CountTabs, EmptyState, LinkButton, Page, PageHeader, Panel } from '@rollcall/ui'
import type { ConflictStatus } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { Split } from 'lucide-react'
import { usePageTitle } from '../../lib/page-title.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { ConflictList, NoOpenConflicts } from './conflict-list.tsx'

const TABS: readonly { status: ConflictStatus; label: string }[] = [
  { status: 'open', label: 'Open' },
  { status: 'linked', label: 'Linked' },
  { status: 'separate', label: 'Kept separate' },
  { status: 'ignored', label: 'Ignored' },
]

/** Directory people who could not be matched without a person, and what was decided about others. */
export function ConflictsPage({ status }: { status: ConflictStatus }) {
  usePageTitle('Conflicts')
  const trpc = useTRPC()
  const open = useQuery(trpc.conflicts.list.queryOptions({ status: 'open', limit: 1 }))
  const tabs = TABS.map((tab) => ({
    label: tab.label,
    href: tab.status === 'open' ? '/conflicts' : `/conflicts?status=${tab.status}`,
    active: tab.status === status,
    count: tab.status === 'open' ? open.data?.total : undefined,
  }))
  return (
    <Page>
      <PageHeader
        title="Conflicts"
        description="A directory person who could be someone already here is never taken over silently. You decide who is who."
      />
      <CountTabs label="Conflicts by state" tabs={tabs} />
      <ConflictList
        key={status}
        status={status}
        empty={<Panel>{status === 'open' ? <NoOpenConflicts /> : <NoneDecided />}</Panel>}
      />
    </Page>
  )
}

function NoneDecided() {
  return (
    <EmptyState
      icon={Split}
      title="No conflict was decided this way"
      text="Decisions stay listed here, with who made them and when."
      action={
        <LinkButton variant="default" href="/conflicts">
          Show open conflicts
        </LinkButton>
      }
    />
  )
}
