import type { CheckResult } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { OFFLINE } from '../../lib/problem.ts'
import { advance, IDLE, toPending, toSummary } from './check-progress.ts'

function result(id: CheckResult['id'], status: CheckResult['status'] = 'pass'): CheckResult {
  return { id, label: `Check ${id}`, status, detail: '', hint: null, link: null, evidence: {}, durationMs: 5 }
}

test('results gather one by one, and a repeated one replaces the first', () => {
  let progress = advance(IDLE, { kind: 'started' })
  progress = advance(progress, { kind: 'arrived', result: result('network') })
  progress = advance(progress, { kind: 'arrived', result: result('tenant', 'fail') })
  progress = advance(progress, { kind: 'arrived', result: result('tenant', 'pass') })
  expect(progress).toEqual({ phase: 'running', results: [result('network'), result('tenant', 'pass')] })
  expect(advance(progress, { kind: 'finished' })).toMatchObject({ phase: 'done' })
})

test('a result that comes after the end changes nothing', () => {
  const done = advance(advance(IDLE, { kind: 'started' }), { kind: 'finished' })
  expect(advance(done, { kind: 'arrived', result: result('clock') })).toBe(done)
})

test('a broken check keeps what had arrived', () => {
  const running = advance(advance(IDLE, { kind: 'started' }), { kind: 'arrived', result: result('network') })
  expect(advance(running, { kind: 'broke', problem: OFFLINE })).toEqual({
    phase: 'broken',
    results: [result('network')],
    problem: OFFLINE,
  })
})

test('what is still to come keeps its order', () => {
  expect(toPending([result('network'), result('token')], 'entra').slice(0, 2)).toEqual(['tenant', 'users'])
  expect(toPending([result('address')], 'scim').slice(0, 2)).toEqual(['tokens', 'token_expiry'])
})

test('the summary names the first failure, else warnings, else success', () => {
  const failed = toSummary(
    [result('network'), result('token', 'fail'), result('users', 'fail'), result('clock', 'warn')],
    'entra',
  )
  expect(failed).toMatchObject({ tone: 'danger', title: '2 checks failed' })
  expect(failed.text).toContain('“Check token”')
  expect(
    toSummary([result('network'), result('users', 'warn'), result('secret', 'skipped')], 'entra'),
  ).toEqual({
    tone: 'warning',
    title: 'The connection works, with a warning',
    text: '1 check passed, 1 has a warning and 1 was skipped. You can sync now; read the warnings when you have time.',
  })
  expect(toSummary([result('address')], 'scim').text).toBe('1 check passed. People come by themselves.')
  expect(toSummary([result('network'), result('token')], 'entra')).toMatchObject({
    tone: 'success',
    text: '2 checks passed. You can sync now.',
  })
})
