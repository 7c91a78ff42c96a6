import type { ConnectionView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { toExpiryFact, toExpiryNotice } from './credential-expiry.ts'

const secret: ConnectionView['credential'] = {
  kind: 'secret',
  expiresAt: '2027-05-22T00:00:00.000Z',
  expirySource: 'directory',
  thumbprint: null,
}

test.each([
  ['2027-04-21T23:59:59Z', null],
  [
    '2027-04-22T00:00:00Z',
    { tone: 'warning', title: 'The client secret expires in 30 days, on 22 May 2027' },
  ],
  [
    '2027-05-21T13:00:00Z',
    { tone: 'warning', title: 'The client secret expires within a day, on 22 May 2027' },
  ],
  ['2027-05-22T00:00:00Z', { tone: 'danger', title: 'The client secret expired on 22 May 2027' }],
])('on %s the notice is %j', (now, notice) => {
  expect(toExpiryNotice(secret, new Date(now))).toEqual(notice)
})

test('what nobody knows is not guessed', () => {
  const unknown = { ...secret, expiresAt: null, expirySource: null }
  expect(toExpiryNotice(unknown, new Date())).toBeNull()
  expect(toExpiryFact(unknown)).toBeNull()
  expect(toExpiryFact(secret)).toBe('22 May 2027, as Microsoft says')
})
