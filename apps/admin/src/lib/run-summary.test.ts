import type { RunView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { toRunSummary } from './run-summary.ts'

const counts: RunView['counts'] = {
  seen: 0,
  created: 0,
  updated: 0,
  skipped: 0,
  disabled: 0,
  deactivated: 0,
  reactivated: 0,
  conflicts: 0,
  errors: 0,
  left: 0,
  notPeople: 0,
}

function run(
  status: RunView['status'],
  over: Partial<
    Pick<RunView, 'mode' | 'connectionKind' | 'error' | 'appliedCount' | 'changeCount' | 'progress'>
  >,
  some = {},
) {
  const progress: RunView['progress'] = {
    phase: 'done',
    done: 0,
    total: null,
    rate: null,
    secondsLeft: null,
    text: '',
  }
  const mode: RunView['mode'] = 'full'
  const connectionKind: RunView['connectionKind'] = 'entra'
  const base = {
    status,
    mode,
    connectionKind,
    counts: { ...counts, ...some },
    changeCount: 0,
    appliedCount: 0,
    error: null,
    progress,
  }
  return { ...base, ...over }
}

test('a finished run says what changed, and that nothing did', () => {
  const some = { seen: 1512, created: 1012, updated: 5, disabled: 2, deactivated: 1, conflicts: 3, errors: 1 }
  expect(toRunSummary(run('completed_with_errors', {}, some))).toBe(
    '1,512 people read: 1,012 created, 5 updated, 3 disabled, 3 to decide and 1 error.',
  )
  expect(toRunSummary(run('succeeded', {}, { seen: 1 }))).toBe(
    '1 person read; everyone was already up to date.',
  )
  expect(toRunSummary(run('succeeded', { connectionKind: 'scim' }, { seen: 1 }))).toBe(
    '1 person compared; everyone was already up to date.',
  )
})

test('a plan that waits says how much it would change', () => {
  const waiting = run('awaiting_confirmation', { changeCount: 412 }, { conflicts: 3 })
  expect(toRunSummary(waiting)).toBe('412 changes are planned. 3 need your decision.')
})

test('a running one says what it does, a failed one why it failed', () => {
  const progress = {
    phase: 'reading',
    done: 3,
    total: null,
    rate: null,
    secondsLeft: null,
    text: 'Reading people',
  } as const
  expect(toRunSummary(run('reading', { progress }))).toBe('Reading people')
  expect(toRunSummary(run('queued', {}))).toBe('It has just begun.')
  const error = {
    code: 'directory_refused',
    message: 'Microsoft refused the secret.',
    hint: null,
    evidence: {},
  }
  expect(toRunSummary(run('failed', { error }))).toBe('Microsoft refused the secret.')
})

test('a cancelled run says what had been done', () => {
  expect(toRunSummary(run('cancelled', {}))).toBe('Nothing was changed.')
  expect(toRunSummary(run('cancelled', { changeCount: 500 }, { created: 500 }))).toBe('Nothing was changed.')
  expect(toRunSummary(run('cancelled', { appliedCount: 200, changeCount: 500 }, { created: 500 }))).toBe(
    'Stopped after 200 of 500 changes.',
  )
})

test('an undo is told in its own words', () => {
  expect(toRunSummary(run('awaiting_confirmation', { mode: 'undo' }, { deactivated: 2 }))).toBe(
    '2 people would be deleted or unlinked.',
  )
  expect(toRunSummary(run('succeeded', { mode: 'undo' }, { updated: 1 }))).toBe('1 person was changed back.')
})
