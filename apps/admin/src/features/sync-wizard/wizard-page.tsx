import { Page, PageHeader, RelativeTime, StepperHeader, type Step } from '@rollcall/ui'
import {
  runId as runIdSchema,
  type ConnectionView,
  type MappingView,
  type RealmView,
  type RunId,
} from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { toConnectionHref } from '../../lib/connection-href.ts'
import { countOf } from '../../lib/format.ts'
import { usePageTitle } from '../../lib/page-title.ts'
import { ActiveRunNotice, toBlockedReason } from './active-run-notice.tsx'
import { MapGroups } from './map-groups.tsx'
import { MapPushedGroups } from './map-pushed-groups.tsx'
import { ReviewStep } from './review-step.tsx'
import { SelectGroups } from './select-groups.tsx'
import { useActiveRun, useStartPlan } from './use-start-plan.ts'
import { toStep, type WizardSearch, type WizardStep } from './wizard-search.ts'

export interface WizardPageProps {
  connection: ConnectionView
  mappings: readonly MappingView[]
  realms: readonly RealmView[]
  search: WizardSearch
  onSearch: (search: WizardSearch) => void
  renderPlan: (id: RunId, planAgain: ReactNode) => ReactNode
}

/** From a connection to a plan: who, into which realms, what would happen. */
export function WizardPage({ connection, mappings, realms, search, onSearch, renderPlan }: WizardPageProps) {
  const pushed = connection.kind === 'scim'
  const step = pushed && toStep(search) === 'groups' ? 'map' : toStep(search)
  const title = pushed ? `Plan for ${connection.displayName}` : `Sync users from ${connection.displayName}`
  usePageTitle(title)
  const { run: active } = useActiveRun(connection.id)
  const plan = useStartPlan(connection.id, (run) => onSearch({ step: 'review', run }))
  const base = `/sync/${connection.id}`
  return (
    <Page>
      <PageHeader
        breadcrumbs={[
          { label: 'Integrations', href: '/settings/integrations' },
          { label: connection.displayName, href: toConnectionHref(connection) },
          { label: pushed ? 'Plan' : 'Sync users' },
        ]}
        title={title}
        description={<WizardFacts connection={connection} />}
      />
      <StepperHeader
        label={pushed ? 'Plan' : 'Sync users'}
        steps={toSteps(step, base, pushed ? PUSHED_STEPS : STEPS)}
      />
      {step === 'review' || pushed ? null : (
        <ActiveRunNotice run={active} reviewHref={`${base}?step=review`} />
      )}
      {step === 'groups' ? (
        <SelectGroups
          connection={connection}
          mappings={mappings}
          search={search.group ?? ''}
          onSearch={(group) => onSearch({ step, group: group || undefined })}
          onDone={() => onSearch({ step: 'map' })}
        />
      ) : null}
      {step === 'map' && pushed ? (
        <MapPushedGroups
          connection={connection}
          mappings={mappings}
          realms={realms}
          onPlan={(run) => onSearch({ step: 'review', run })}
        />
      ) : null}
      {step === 'map' && !pushed ? (
        <MapGroups
          key={connection.groupIds.join(' ')}
          connection={connection}
          mappings={mappings}
          realms={realms}
          backHref={`${base}?step=groups`}
          blocked={toBlockedReason(active)}
          planning={plan.isPending}
          onDone={() => plan.mutate(active)}
        />
      ) : null}
      {step === 'review' ? (
        <ReviewStep
          connection={connection}
          runId={runIdSchema.safeParse(search.run).data ?? active?.id ?? null}
          planning={plan.isPending}
          onPlan={(waiting) => plan.mutate(waiting)}
          backHref={`${base}?step=map`}
          renderPlan={renderPlan}
        />
      ) : null}
    </Page>
  )
}

function WizardFacts({ connection }: { connection: ConnectionView }) {
  const { groupIds, includeNested, includeGuests, lastRun, scim } = connection
  if (scim)
    return (
      <>
        {countOf(scim.users, 'person', 'people')} and {countOf(scim.groups, 'group', 'groups')} received.
        Nothing has to be read: the plan compares them with the people here.
      </>
    )
  const scope =
    groupIds.length === 0 ? 'Everyone in the directory' : countOf(groupIds.length, 'group', 'groups')
  return (
    <>
      {scope}
      {groupIds.length > 0 && includeNested ? ', with the groups inside them' : ''}
      {includeGuests ? '' : ', without guests'} ·{' '}
      {lastRun ? (
        <>
          {lastRun.finishedAt ? 'last synced ' : ''}
          <RelativeTime value={lastRun.finishedAt} fallback="a run is active now" />
        </>
      ) : (
        'never synced'
      )}
    </>
  )
}

interface NamedStep {
  id: WizardStep
  label: string
  description: string
}

const STEPS: readonly NamedStep[] = [
  { id: 'groups', label: 'Select groups', description: 'Who is synced' },
  { id: 'map', label: 'Map to realms', description: 'Where they belong' },
  { id: 'review', label: 'Review plan', description: 'What would happen' },
]

/** Who is sent here is chosen on the other side. */
const PUSHED_STEPS: readonly NamedStep[] = STEPS.slice(1)

function toSteps(current: WizardStep, base: string, steps: readonly NamedStep[]): Step[] {
  const at = steps.findIndex((one) => one.id === current)
  return steps.map(({ id, label, description }, index) => ({
    label,
    description,
    state: index < at ? 'done' : index === at ? 'current' : 'upcoming',
    href: index < at ? `${base}?step=${id}` : undefined,
  }))
}
