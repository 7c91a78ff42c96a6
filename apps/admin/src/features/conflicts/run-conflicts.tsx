import { Callout, Section } from '@rollcall/ui'
import type { ConnectionId } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { countOf } from '../../lib/format.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { ConflictList } from './conflict-list.tsx'

export interface RunConflictsProps {
  connectionId: ConnectionId
  /** Conflicts that the run met. */
  found: number
  /** A button that makes a new plan, which follows the decisions. */
  action?: ReactNode
}

/** The open conflicts of one connection, decided in place; once one is, a new plan follows the decision. */
export function RunConflicts({ connectionId, found, action }: RunConflictsProps) {
  const trpc = useTRPC()
  const open = useQuery(trpc.conflicts.list.queryOptions({ status: 'open', connectionId, limit: 1 }))
  const decided = open.data ? Math.max(0, found - open.data.total) : 0
  return (
    <Section
      title="Conflicts to decide"
      description="Everyone else can be synced now. A decision counts from the next plan on."
    >
      {decided > 0 ? (
        <Callout tone="success" title={toDecided(decided, found)} action={action} announce="polite">
          The plan below was made before. The next plan applies what was decided.
        </Callout>
      ) : null}
      <ConflictList status="open" connectionId={connectionId} empty={null} />
    </Section>
  )
}

function toDecided(decided: number, found: number): string {
  if (decided >= found)
    return found === 1
      ? 'The conflict is decided'
      : `All ${countOf(found, 'conflict is', 'conflicts are')} decided`
  return `${countOf(decided, 'conflict is', 'conflicts are')} decided, ${countOf(found - decided, 'waits', 'wait')} for you`
}
