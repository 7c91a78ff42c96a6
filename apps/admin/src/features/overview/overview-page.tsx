import { CardGrid, DisabledReason, LinkButton, Page, PageHeader, StatCard } from '@rollcall/ui'
import { isActiveRun, type ConnectionView, type OverviewView } from '@rollcall/vocabulary'
import { useSuspenseQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { usePageTitle } from '../../lib/page-title.ts'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { Attention } from './attention.tsx'
import { ConnectionHealth } from './connection-health.tsx'
import { FirstRun } from './first-run.tsx'
import { LastRuns } from './last-runs.tsx'
import classes from './overview-page.module.css'
import { PeopleChart } from './people-chart.tsx'

export function OverviewPage() {
  usePageTitle('Overview')
  const trpc = useTRPC()
  const { data } = useSuspenseQuery({
    ...trpc.overview.get.queryOptions(),
    refetchInterval: ({ state }) => toInterval(state.data),
  })
  const untouched = data.connections.length === 0 && data.runs.length === 0
  return (
    <Page>
      <PageHeader
        title="Overview"
        description={
          untouched ? undefined : 'Who is here, whether the directory is in step, and what needs you.'
        }
        actions={<SyncAction connections={data.connections} />}
      />
      {untouched ? <FirstRun /> : <Answers overview={data} />}
    </Page>
  )
}

/** While something runs, the numbers move. */
function toInterval(overview: OverviewView | undefined): number {
  return overview?.runs.some((run) => isActiveRun(run.status)) ? 3000 : 30_000
}

function Answers({ overview }: { overview: OverviewView }) {
  return (
    <>
      <PeopleNumbers people={overview.people} />
      <div className={classes.split}>
        <PeopleChart days={overview.days} />
        <Attention items={overview.attention} />
      </div>
      <div className={classes.split}>
        <LastRuns runs={overview.runs} />
        <ConnectionHealth connections={overview.connections} />
      </div>
    </>
  )
}

function PeopleNumbers({ people }: { people: OverviewView['people'] }) {
  return (
    <CardGrid>
      <StatCard label="Registered" value={people.registered} href="/users?tab=registered">
        <Remark>Claimed their account</Remark>
      </StatCard>
      <StatCard label="Unclaimed" value={people.unclaimed} href="/users?tab=unclaimed">
        <Remark>Known, not claimed yet</Remark>
      </StatCard>
      <StatCard label="Disabled" value={people.disabled} href="/users?tab=disabled">
        <Remark>Cannot sign in</Remark>
      </StatCard>
      <StatCard label="Left the directory" value={people.left} href="/users?left=true">
        <Remark>Gone or out of scope</Remark>
      </StatCard>
    </CardGrid>
  )
}

function Remark({ children }: { children: string }) {
  return <span className={classes.remark}>{children}</span>
}

function SyncAction({ connections }: { connections: readonly ConnectionView[] }) {
  const reason = useForbiddenReason('runs.start')
  const [only] = connections
  if (!only || connections.length > 1 || only.kind === 'scim') return null
  return (
    <DisabledReason reason={reason}>
      <LinkButton href={`/sync/${only.id}`} leftSection={<RefreshCw size={16} aria-hidden />}>
        Sync users
      </LinkButton>
    </DisabledReason>
  )
}
