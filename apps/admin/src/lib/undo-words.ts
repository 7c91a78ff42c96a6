import { isActiveRun, type RunCounts, type RunView } from '@rollcall/vocabulary'
import { countOf, joinWords, people } from './format.ts'

type UndoRun = Pick<RunView, 'status' | 'counts' | 'appliedCount' | 'changeCount'>

/** What an undo does, part by part; the verbs of a sync would say the wrong thing. */
const TOLD: readonly { field: keyof RunCounts; done: string }[] = [
  { field: 'deactivated', done: 'deleted or unlinked' },
  { field: 'disabled', done: 'disabled again' },
  { field: 'reactivated', done: 'enabled again' },
  { field: 'updated', done: 'changed back' },
]

const number = new Intl.NumberFormat('en-US')

/** What an undo would do, or did: "3 people would be deleted or unlinked and 2 changed back." */
export function undoSentence(run: UndoRun): string {
  if (run.status === 'cancelled' || run.status === 'failed') return toStopped(run)
  const { counts } = run
  const planned = isActiveRun(run.status)
  const told = TOLD.filter(({ field }) => counts[field] > 0)
  const parts = told.map(({ field, done }, index) =>
    index === 0 ? `${toSubject(counts[field], planned)} ${done}` : `${number.format(counts[field])} ${done}`,
  )
  const nobody = planned ? 'Nobody would change back.' : 'Nobody had to change back.'
  const first = parts.length > 0 ? `${joinWords(parts)}.` : nobody
  if (counts.conflicts === 0) return first
  const kept = countOf(counts.conflicts, 'person or realm', 'people or realms')
  return `${first} ${kept} ${planned ? 'cannot' : 'could not'} go back completely.`
}

function toSubject(count: number, planned: boolean): string {
  return `${people(count)} ${planned ? 'would be' : count === 1 ? 'was' : 'were'}`
}

function toStopped({ status, appliedCount, changeCount }: UndoRun): string {
  const end = status === 'cancelled' ? 'was cancelled' : 'failed'
  if (appliedCount === 0) return `The undo ${end} before anything changed.`
  return `The undo ${end} after ${number.format(appliedCount)} of ${number.format(changeCount)} changes went back.`
}

/** What people lose by an undo, one line each. */
export function undoLosses({ deactivated, disabled }: RunCounts): string[] {
  return [
    ...(deactivated > 0 ? [`${people(deactivated)} will be deleted, or disabled and unlinked.`] : []),
    ...(disabled > 0 ? [`${people(disabled)} will be disabled again.`] : []),
  ]
}
