import {
  isActiveRun,
  type RunCounts,
  type RunStatus,
  type RunTrigger,
  type RunView,
} from '@rollcall/vocabulary'
import { countOf, joinWords, people } from '../../lib/format.ts'
import { undoSentence } from '../../lib/undo-words.ts'

export const TRIGGER_WORDS: Record<RunTrigger, string> = {
  manual: 'Started by hand',
  schedule: 'Started by the schedule',
  undo: 'Undo of an earlier run',
  push: 'Held back from provisioning',
}

/** What a run is called: people who were sent here are not synced but held back, or compared. */
export function toRunTitle(
  run: Pick<RunView, 'mode' | 'trigger' | 'connectionKind' | 'connectionName'>,
): string {
  const { mode, trigger, connectionKind, connectionName } = run
  if (mode === 'undo') return `Undo of a sync of ${connectionName}`
  if (trigger === 'push') return `Held changes from ${connectionName}`
  return connectionKind === 'scim' ? `Plan for ${connectionName}` : `Sync of ${connectionName}`
}

export interface StartWords {
  start: string
  /** Asked before a plan that was held is started. */
  although: string
  anyway: string
}

const START_WORDS = {
  undo: {
    start: 'Start undo',
    although: 'Start the undo although it was held?',
    anyway: 'Start undo anyway',
  },
  sync: {
    start: 'Start sync',
    although: 'Start the sync although it was held?',
    anyway: 'Start sync anyway',
  },
  plan: {
    start: 'Apply plan',
    although: 'Apply the plan although it was held?',
    anyway: 'Apply plan anyway',
  },
} as const satisfies Record<string, StartWords>

/** The words that let a plan go ahead; where people are sent here, nothing is synced by it. */
export function toStartWords({ mode, connectionKind }: Pick<RunView, 'mode' | 'connectionKind'>): StartWords {
  if (mode === 'undo') return START_WORDS.undo
  return connectionKind === 'scim' ? START_WORDS.plan : START_WORDS.sync
}

/** A run that still works on its own; one that waits for a person is active but not working. */
export function isWorking(status: RunStatus): boolean {
  return isActiveRun(status) && status !== 'awaiting_confirmation'
}

/** Held by the guard, and not merely because a plan was asked for. */
export function isGuarded(run: Pick<RunView, 'held' | 'status'>): boolean {
  return run.status === 'awaiting_confirmation' && run.held !== null && run.held.code !== 'asked_for_plan'
}

/** The counts that are changes, in the order they are told. */
const TOLD: readonly { field: keyof RunCounts; verb: string }[] = [
  { field: 'created', verb: 'created' },
  { field: 'updated', verb: 'updated' },
  { field: 'reactivated', verb: 'reactivated' },
  { field: 'disabled', verb: 'disabled' },
  { field: 'deactivated', verb: 'deactivated' },
]

const number = new Intl.NumberFormat('en-US')

function toChanges(counts: RunCounts, mood: 'would be' | 'done'): string {
  const told = TOLD.filter(({ field }) => counts[field] > 0)
  const parts = told.map(({ field, verb }, index) => {
    const count = counts[field]
    return index === 0 ? `${people(count)} ${toVerb(count, mood)} ${verb}` : `${number.format(count)} ${verb}`
  })
  return joinWords(parts)
}

function toVerb(count: number, mood: 'would be' | 'done'): string {
  if (mood === 'would be') return 'would be'
  return count === 1 ? 'was' : 'were'
}

/** "412 people would be created and 3 updated. 2 need your decision. 40 already agree." */
export function planSentence(run: Pick<RunView, 'counts' | 'realmsToCreate'>): string {
  const { counts, realmsToCreate } = run
  const changes = toChanges(counts, 'would be')
  const sentences = [changes === '' ? 'Nobody would change.' : `${changes}.`]
  if (realmsToCreate.length > 0) {
    sentences.push(`${countOf(realmsToCreate.length, 'realm', 'realms')} would be created.`)
  }
  return [...sentences, ...toRest(counts)].join(' ')
}

type EndedRun = Pick<RunView, 'counts' | 'status' | 'appliedCount' | 'changeCount'> &
  Partial<Pick<RunView, 'decision'>>

/** What a finished run did, in the past tense. */
export function resultSentence(run: EndedRun): string {
  const leftOut = run.decision?.leftOut ?? 0
  if (run.status === 'cancelled' && run.appliedCount === 0 && run.decision)
    return 'The plan was rejected. Nobody was changed.'
  if (run.status === 'cancelled' && run.appliedCount === 0)
    return 'The run was cancelled before anything changed.'
  if (run.status === 'failed' && run.appliedCount === 0) return 'The run failed before anything changed.'
  if (run.status === 'cancelled' || run.status === 'failed') {
    const end = run.status === 'cancelled' ? 'was cancelled' : 'failed'
    const made = `${number.format(run.appliedCount)} of ${number.format(run.changeCount)} changes`
    return `The run ${end} after ${made} were made. The next sync continues from there.`
  }
  const changes = toChanges(run.counts, 'done')
  const first = changes === '' ? 'Nobody had to change.' : `${changes}.`
  const without = leftOut > 0 ? [`${countOf(leftOut, 'change was', 'changes were')} left out.`] : []
  return [first, ...without, ...toRest(run.counts)].join(' ')
}

function toRest(counts: RunCounts): string[] {
  const rest: string[] = []
  if (counts.left > 0) rest.push(`${people(counts.left)} left the directory or its scope.`)
  if (counts.conflicts > 0) rest.push(`${countOf(counts.conflicts, 'needs', 'need')} your decision.`)
  if (counts.errors > 0) rest.push(`${people(counts.errors)} could not be handled.`)
  if (counts.skipped > 0) rest.push(`${countOf(counts.skipped, 'already agrees', 'already agree')}.`)
  return rest
}

/** One line for a list of runs. */
export function toRunSummary(run: RunView): string {
  if (run.status === 'awaiting_confirmation')
    return run.mode === 'undo' ? undoSentence(run) : planSentence(run)
  if (isActiveRun(run.status)) return run.progress.text
  if (run.status === 'failed' && run.error) return run.error.message
  return run.mode === 'undo' ? undoSentence(run) : resultSentence(run)
}
