import type { CheckId, CheckResult, CheckStatus } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { judgeTrial } from './judge-trial.ts'

function check(id: CheckId, status: CheckStatus, evidence: Record<string, string> = {}): CheckResult {
  return {
    id,
    label: id,
    status,
    detail: `${id} detail.`,
    hint: 'Do this.',
    link: null,
    evidence,
    durationMs: 1,
  }
}

const reached = check('network', 'pass')

test.each([
  ['a token', [reached, check('token', 'pass')], 'accepted'],
  ['a token with a warning', [reached, check('token', 'warn')], 'accepted'],
  ['a refusal', [reached, check('token', 'fail', { code: 'AADSTS7000215', httpStatus: '401' })], 'refused'],
  ['a certificate that is not even sent', [reached, check('token', 'fail')], 'refused'],
  ['no way there', [check('network', 'fail'), check('token', 'fail')], 'unreachable'],
  ['a broken connection', [reached, check('token', 'fail', { transport: 'reset' })], 'unreachable'],
  ['a busy service', [reached, check('token', 'fail', { httpStatus: '503' })], 'unreachable'],
  ['too many requests', [reached, check('token', 'fail', { httpStatus: '429' })], 'unreachable'],
  ['no time left', [reached, check('token', 'skipped')], 'unreachable'],
  ['silence', [], 'unreachable'],
] as const)('%s', (_what, checks, kind) => {
  expect(judgeTrial(checks).kind).toBe(kind)
})

test('a refusal says what the check found and what to do', () => {
  expect(judgeTrial([check('token', 'fail')])).toEqual({ kind: 'refused', message: 'token detail. Do this.' })
})
