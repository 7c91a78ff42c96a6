import { Secret } from '@rollcall/db'
import { expect, test } from 'vitest'
import { cleanAnswer } from './clean-answer.ts'
import { toFailedDelivery } from './to-failed-delivery.ts'

const username = 'rollcall@example.com'
const password = 's3cret+pässword/42'
const account = { username, password: new Secret(password) }
const base64 = (text: string) => Buffer.from(text).toString('base64')

test.each([
  [`535 no: ${password}`, '535 no: [secret]'],
  [`535 no: ${base64(password)}.`, '535 no: [secret].'],
  [`535 no: ${base64(`\0${username}\0${password}`)}`, '535 no: [secret]'],
  ['502 unknown: AUTH PLAIN AGFueXRoaW5n', '502 unknown: AUTH PLAIN [secret]'],
  ['502 unknown: auth login QWRh', '502 unknown: AUTH login [secret]'],
  ['250-one\r\n250 two\u0007', '250-one 250 two'],
])('%j becomes %j', (words, clean) => {
  expect(cleanAnswer(words, account)).toBe(clean)
})

test('is null for nothing, and not endless', () => {
  expect(cleanAnswer(' \r\n', account)).toBeNull()
  expect(cleanAnswer('x'.repeat(1000), { username: null, password: null })).toHaveLength(300)
})

test.each([null, undefined, 'text', 42, {}, new Error('odd'), { code: 7, responseCode: '550' }])(
  'whatever was thrown becomes a failure: %j',
  (thrown) => {
    const access = { ...account, host: 'localhost', port: 25, from: 'a@example.com', tls: 'none' } as const
    expect(toFailedDelivery(thrown, access)).toMatchObject({ outcome: 'failed', failure: 'unknown' })
  },
)
