import type { AttentionItem, ConnectionView, RunView } from '@rollcall/vocabulary'

export interface AttentionFacts {
  readonly connections: readonly ConnectionView[]
  /** Runs that wait for a person. */
  readonly held: readonly RunView[]
}

/** What needs a person, most pressing first. Pure: everything it says comes from what it is given. */
export function findAttention({ connections, held }: AttentionFacts): AttentionItem[] {
  if (connections.length === 0) {
    return [
      {
        kind: 'no_connection',
        text: 'No directory is connected yet. Connect one to bring its people here.',
        href: '/settings/integrations/entra/new',
        count: null,
      },
    ]
  }
  return [
    ...held.map(toHeldPlan),
    ...connections.flatMap(toFailedRun),
    ...connections.flatMap(toFailedCheck),
    ...toConflicts(connections),
    ...connections.flatMap(toNeverSynced),
  ]
}

function toHeldPlan(run: RunView): AttentionItem {
  return {
    kind: 'held_plan',
    text: `A plan for ${run.connectionName} waits for confirmation. ${run.held?.text ?? ''}`.trim(),
    href: `/sync-runs/${run.id}`,
    count: run.changeCount,
  }
}

function toFailedRun(connection: ConnectionView): AttentionItem[] {
  const run = connection.lastRun
  if (run?.status !== 'failed') return []
  const text = `The last sync of ${connection.displayName} stopped because of an error.`
  return [{ kind: 'failed_run', text, href: `/sync-runs/${run.id}`, count: null }]
}

function toFailedCheck(connection: ConnectionView): AttentionItem[] {
  if (connection.lastCheck?.status !== 'fail') return []
  const text = `The last check of ${connection.displayName} found something that has to be fixed.`
  return [{ kind: 'failed_check', text, href: `/settings/integrations/entra/${connection.id}`, count: null }]
}

function toConflicts(connections: readonly ConnectionView[]): AttentionItem[] {
  const count = connections.reduce((sum, connection) => sum + connection.people.conflicts, 0)
  if (count === 0) return []
  const text =
    count === 1
      ? '1 person of a directory needs your decision.'
      : `${count} people of a directory need your decision.`
  return [{ kind: 'conflicts', text, href: '/conflicts', count }]
}

function toNeverSynced(connection: ConnectionView): AttentionItem[] {
  if (connection.kind !== 'entra' || connection.lastRun !== null) return []
  const text = `${connection.displayName} has never been synced.`
  return [{ kind: 'never_synced', text, href: `/sync/${connection.id}`, count: null }]
}
