import {
  CHECK_IDS,
  PUSH_CHECK_IDS,
  type CheckId,
  type CheckResult,
  type ConnectionKind,
} from '@rollcall/vocabulary'
import { countOf, joinWords } from '../../lib/format.ts'
import type { Problem } from '../../lib/problem.ts'

export type CheckProgress =
  | { phase: 'idle' }
  | { phase: 'running'; results: readonly CheckResult[] }
  | { phase: 'done'; results: readonly CheckResult[] }
  /** The check itself could not be run; what had come by then stays. */
  | { phase: 'broken'; results: readonly CheckResult[]; problem: Problem }

export type CheckStep =
  | { kind: 'started' }
  | { kind: 'arrived'; result: CheckResult }
  | { kind: 'finished' }
  | { kind: 'broke'; problem: Problem }

export const IDLE: CheckProgress = { phase: 'idle' }

/** A result that arrives again replaces the first: the stream starts over when the network was lost. */
export function advance(progress: CheckProgress, step: CheckStep): CheckProgress {
  if (step.kind === 'started') return { phase: 'running', results: [] }
  if (step.kind === 'broke') {
    const results = progress.phase === 'idle' ? [] : progress.results
    return { phase: 'broken', results, problem: step.problem }
  }
  if (progress.phase !== 'running') return progress
  return step.kind === 'arrived'
    ? { phase: 'running', results: place(progress.results, step.result) }
    : { phase: 'done', results: progress.results }
}

function place(results: readonly CheckResult[], result: CheckResult): CheckResult[] {
  const known = results.some((other) => other.id === result.id)
  return known ? results.map((other) => (other.id === result.id ? result : other)) : [...results, result]
}

/** Checks still to come, in the order in which they are made. */
export function toPending(results: readonly CheckResult[], kind: ConnectionKind): CheckId[] {
  const arrived = new Set(results.map((result) => result.id))
  const all: readonly CheckId[] = kind === 'scim' ? PUSH_CHECK_IDS : CHECK_IDS
  return all.filter((id) => !arrived.has(id))
}

export interface CheckSummary {
  tone: 'success' | 'warning' | 'danger'
  title: string
  text: string
}

/** The one line under finished checks. */
export function toSummary(results: readonly CheckResult[], kind: ConnectionKind): CheckSummary {
  const next = kind === 'scim' ? 'People come by themselves' : 'You can sync now'
  const [first, ...others] = results.filter((result) => result.status === 'fail')
  if (first) {
    return {
      tone: 'danger',
      title: others.length === 0 ? 'One check failed' : `${others.length + 1} checks failed`,
      text: `Start with “${first.label}”. What to do is written there; then check again.`,
    }
  }
  const counts = `${joinWords(toCounts(results))}.`
  if (!results.some((result) => result.status === 'warn')) {
    return { tone: 'success', title: 'The connection works', text: `${counts} ${next}.` }
  }
  return {
    tone: 'warning',
    title: 'The connection works, with a warning',
    text: `${counts} ${next}; read the warnings when you have time.`,
  }
}

function toCounts(results: readonly CheckResult[]): string[] {
  const count = (status: CheckResult['status']) => results.filter((result) => result.status === status).length
  const counts = [countOf(count('pass'), 'check passed', 'checks passed')]
  if (count('warn') > 0) counts.push(countOf(count('warn'), 'has a warning', 'have a warning'))
  if (count('skipped') > 0) counts.push(countOf(count('skipped'), 'was skipped', 'were skipped'))
  return counts
}
