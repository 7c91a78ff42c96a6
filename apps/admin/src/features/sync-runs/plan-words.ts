import type { PlanDecision, RunView } from '@rollcall/vocabulary'
import { countOf, people } from '../../lib/format.ts'
import { undoLosses } from '../../lib/undo-words.ts'

/** `4 of 512 changes left out`, or what would be applied when everything is. */
export function leftOutSentence(leftOut: number, changes: number): string {
  if (leftOut > 0)
    return `${new Intl.NumberFormat('en-US').format(leftOut)} of ${countOf(changes, 'change', 'changes')} left out`
  return changes === 0 ? 'Nothing would change' : `${countOf(changes, 'change', 'changes')} would be applied`
}

type LosingRun = Pick<RunView, 'counts' | 'realmAccess'> & Partial<Pick<RunView, 'mode'>>

/** What people lose when a held plan is released, one line each. */
export function toLosses({ mode, counts, realmAccess }: LosingRun): string[] {
  const losses = mode === 'undo' ? undoLosses(counts) : syncLosses(counts)
  for (const row of realmAccess.filter((one) => one.lost > 0).slice(0, 3))
    losses.push(`${people(row.lost)} will lose the realm ${row.realmName}.`)
  return losses
}

function syncLosses(counts: RunView['counts']): string[] {
  const losses: string[] = []
  if (counts.disabled > 0)
    losses.push(`${people(counts.disabled)} disabled in the directory will be disabled here.`)
  if (counts.deactivated > 0) losses.push(`${people(counts.deactivated)} who left will be disabled here.`)
  if (counts.left > 0) losses.push(`${people(counts.left)} will be marked as having left.`)
  return losses
}

/** "Ingrid Solheim released this plan, without 4 changes". A plan was rejected when nothing of it was to be applied. */
export function decisionSentence(
  run: Pick<RunView, 'status' | 'appliedCount' | 'changeCount'>,
  decision: PlanDecision,
): string {
  const { by, leftOut } = decision
  const rejected = run.status === 'cancelled' && run.appliedCount === 0
  const without = leftOut > 0 ? `, without ${countOf(leftOut, 'change', 'changes')}` : ''
  return rejected ? `${by} rejected this plan` : `${by} released this plan${without}`
}
