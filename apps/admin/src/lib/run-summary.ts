import { isActiveRun, type RunView } from '@rollcall/vocabulary'
import { countOf, joinWords, people } from './format.ts'
import { undoSentence } from './undo-words.ts'

const numbers = new Intl.NumberFormat('en-US')

type SummarisedRun = Pick<
  RunView,
  'status' | 'mode' | 'connectionKind' | 'counts' | 'changeCount' | 'appliedCount' | 'error' | 'progress'
>

/** What a run did, is doing or would do, in one sentence. */
export function toRunSummary(run: SummarisedRun): string {
  if (run.status === 'failed') return run.error?.message ?? 'It stopped before anything was changed.'
  if (run.status === 'awaiting_confirmation') return toPlanned(run)
  if (isActiveRun(run.status)) return run.progress.text || 'It has just begun.'
  if (run.mode === 'undo') return undoSentence(run)
  if (run.status === 'cancelled') return toStopped(run)
  const done = toParts(run)
  const looked = `${people(run.counts.seen)} ${run.connectionKind === 'scim' ? 'compared' : 'read'}`
  return done.length === 0 ? `${looked}; everyone was already up to date.` : `${looked}: ${joinWords(done)}.`
}

/** The counts of a run that was stopped are those of its plan; how far it came is told by its changes. */
function toStopped({ appliedCount, changeCount }: SummarisedRun): string {
  if (appliedCount === 0) return 'Nothing was changed.'
  return `Stopped after ${numbers.format(appliedCount)} of ${countOf(changeCount, 'change', 'changes')}.`
}

function toPlanned(run: SummarisedRun): string {
  if (run.mode === 'undo') return undoSentence(run)
  const decide = run.counts.conflicts > 0 ? ` ${run.counts.conflicts} need your decision.` : ''
  return `${countOf(run.changeCount, 'change is', 'changes are')} planned.${decide}`
}

function toParts({ counts }: SummarisedRun): string[] {
  const disabled = counts.disabled + counts.deactivated
  const parts: [number, string][] = [
    [counts.created, 'created'],
    [counts.updated, 'updated'],
    [counts.reactivated, 'enabled again'],
    [disabled, 'disabled'],
    [counts.left, 'left'],
    [counts.conflicts, 'to decide'],
    [counts.errors, counts.errors === 1 ? 'error' : 'errors'],
  ]
  return parts.filter(([amount]) => amount > 0).map(([amount, word]) => `${numbers.format(amount)} ${word}`)
}
