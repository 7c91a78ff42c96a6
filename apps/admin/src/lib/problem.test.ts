import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { OFFLINE, parseProblem, ProblemError, toFieldErrors, toProblem } from './problem.ts'

const refused = {
  code: 'invalid_input',
  message: 'Check two fields.',
  issues: [
    { path: 'clientId', message: 'Enter the client ID.' },
    { path: 'clientId', message: 'Too short.' },
    { path: 'guard.maxPeople', message: 'Enter a number.' },
  ],
  requestId: 'r-1',
}

test('an error body of the server is shown as it is', () => {
  const error = TRPCClientError.from({ error: { code: -32600, message: 'x', data: refused } })
  expect(toProblem(error)).toEqual(refused)
  expect(toProblem(new ProblemError(OFFLINE))).toBe(OFFLINE)
})

test('the request id of the header is kept when the body has none', () => {
  expect(parseProblem({ code: 'rate_limited', message: 'Wait a minute.' }, 'r-2')).toEqual({
    code: 'rate_limited',
    message: 'Wait a minute.',
    issues: [],
    requestId: 'r-2',
  })
})

test('no answer reads as offline, anything unknown as our fault, and neither leaks its text', () => {
  expect(toProblem(TRPCClientError.from(new TypeError('fetch failed')))).toBe(OFFLINE)
  expect(toProblem(new TypeError('Failed to fetch'))).toBe(OFFLINE)
  const unknown = toProblem(new Error('x is undefined'))
  expect(unknown.code).toBe('internal')
  expect(unknown.message).not.toContain('undefined')
  expect(parseProblem('<html>')).toBeNull()
})

test('each field shows its first message', () => {
  const problem = parseProblem(refused)
  expect(problem && toFieldErrors(problem)).toEqual({
    clientId: 'Enter the client ID.',
    'guard.maxPeople': 'Enter a number.',
  })
})
