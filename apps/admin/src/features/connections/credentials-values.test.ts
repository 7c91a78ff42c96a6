import { expect, test } from 'vitest'
import {
  looksLikeSecretId,
  newCredentials,
  storedCredentials,
  toCredentialsUpdate,
  type CredentialsValues,
} from './credentials-values.ts'

const stored: CredentialsValues = {
  displayName: 'Fabrikam',
  directoryId: '8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11',
  clientId: '2b7e1516-28ae-4d2a-a6ab-f7158809cf4f',
  clientSecret: '',
  cloud: 'default',
}

test('nothing is sent when nothing changed, spaces aside', () => {
  expect(toCredentialsUpdate({ ...stored, displayName: ' Fabrikam ' }, stored)).toEqual({})
})

test('only changed fields are sent, and a secret only when a new one was entered', () => {
  expect(toCredentialsUpdate({ ...stored, cloud: 'china', clientSecret: ' s3cret~value ' }, stored)).toEqual({
    cloud: 'china',
    clientSecret: 's3cret~value',
  })
})

test('a new connection needs a secret, a stored one does not', () => {
  expect(newCredentials.safeParse(stored).success).toBe(false)
  expect(storedCredentials.safeParse(stored).success).toBe(true)
})

test('a pasted Secret ID is recognised', () => {
  expect(looksLikeSecretId(' 2b7e1516-28ae-4d2a-a6ab-f7158809cf4f ')).toBe(true)
  expect(looksLikeSecretId('abc8Q~aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).toBe(false)
})
