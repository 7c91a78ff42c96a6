import { Button, Group } from '@mantine/core'
import { DisabledReason, EmptyState, LinkButton, Panel } from '@rollcall/ui'
import { isActiveRun, type ConnectionView, type RunId, type RunView } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { FileSearch } from 'lucide-react'
import type { ReactNode } from 'react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'

export interface ReviewStepProps {
  connection: ConnectionView
  /** The plan in the address or the active run; null when there is neither. */
  runId: RunId | null
  planning: boolean
  onPlan: (waiting: RunView | null) => void
  backHref: string
  renderPlan: (id: RunId, planAgain: ReactNode) => ReactNode
}

/** Step 3: the plan, or the way to one. */
export function ReviewStep({ connection, runId, planning, onPlan, backHref, renderPlan }: ReviewStepProps) {
  const trpc = useTRPC()
  const { data: run } = useQuery({
    ...trpc.runs.get.queryOptions({ id: runId ?? '' }),
    enabled: runId !== null,
  })
  const forbidden = useForbiddenReason('runs.start')
  const planButton = (label: string, waiting: RunView | null) => (
    <DisabledReason reason={forbidden}>
      <Button variant={runId ? 'default' : 'filled'} loading={planning} onClick={() => onPlan(waiting)}>
        {label}
      </Button>
    </DisabledReason>
  )
  if (runId && run?.status !== 'cancelled') {
    const replaceable =
      run !== undefined && (run.status === 'awaiting_confirmation' || !isActiveRun(run.status))
    return renderPlan(runId, replaceable ? planButton('Plan again', run) : null)
  }
  return (
    <Panel>
      <EmptyState
        icon={FileSearch}
        title={runId ? 'The plan was rejected' : 'There is no plan yet'}
        text={
          connection.kind === 'scim'
            ? `Rollcall compares what ${connection.displayName} has sent with the people here and shows what would change for every person. Nothing changes until you confirm it.`
            : `Rollcall reads ${connection.displayName} and shows what a sync would do for every person. Nothing changes until you start the sync.`
        }
        action={
          <Group gap="xs" justify="center">
            <LinkButton variant="default" href={backHref}>
              Back to mappings
            </LinkButton>
            {planButton('Make a plan', null)}
          </Group>
        }
      />
    </Panel>
  )
}
