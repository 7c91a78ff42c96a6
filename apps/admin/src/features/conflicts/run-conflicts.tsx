import { Section } from '@rollcall/ui'
import type { ConnectionId } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { ConflictList } from './conflict-list.tsx'

export interface RunConflictsProps {
  connectionId: ConnectionId
  /** A button that makes a new plan, where there is one to replace. */
  action?: ReactNode
}

/** The open conflicts of one connection, inside the story of a run. */
export function RunConflicts({ connectionId, action }: RunConflictsProps) {
  return (
    <Section
      title="Conflicts to decide"
      description="Everyone else can be synced now. A decision counts from the next plan on."
      actions={action}
    >
      <ConflictList status="open" connectionId={connectionId} empty={<AllDecided />} />
    </Section>
  )
}

function AllDecided() {
  return (
    <p style={{ margin: 0 }}>
      All conflicts of this connection are decided. The next sync follows the decisions.
    </p>
  )
}
