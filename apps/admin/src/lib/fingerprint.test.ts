import { expect, test } from 'vitest'
import { toFingerprint } from './fingerprint.ts'

test('the digits of a DID are shown in groups of four', () => {
  expect(toFingerprint('did:vaultys:01abcdef0123456789abcdef0123456789abcdef')).toBe(
    '01AB CDEF 0123 4567 89AB CDEF 0123 4567 89AB CDEF',
  )
})

test.each([null, '', 'did:web:example.com', 'did:vaultys:01ab', 'did:vaultys:zz'])(
  '%s has no fingerprint',
  (did) => {
    expect(toFingerprint(did)).toBeNull()
  },
)
