import { createEntraConnectionInput, updateConnectionInput } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import {
  looksLikeSecretId,
  toCreateInput,
  toCredentialsErrors,
  toCredentialsUpdate,
  toNewValues,
  type CredentialsValues,
} from './credentials-values.ts'

const stored: CredentialsValues = {
  displayName: 'Fabrikam',
  directoryId: '8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11',
  clientId: '2b7e1516-28ae-4d2a-a6ab-f7158809cf4f',
  credentialKind: 'secret',
  clientSecret: '',
  secretExpiresAt: '2027-05-22',
  certificate: { certificate: '', privateKey: '' },
  cloud: 'default',
}
const pair = {
  certificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  privateKey: '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----',
}
const certified: CredentialsValues = { ...stored, credentialKind: 'certificate', certificate: pair }

test('nothing is sent when nothing changed, spaces aside', () => {
  expect(toCredentialsUpdate({ ...stored, displayName: ' Fabrikam ' }, stored)).toEqual({})
})

test('only changed fields are sent, and a secret only when a new one was entered', () => {
  expect(toCredentialsUpdate({ ...stored, cloud: 'china', clientSecret: ' s3cret~value ' }, stored)).toEqual({
    cloud: 'china',
    clientSecret: 's3cret~value',
  })
  expect(toCredentialsUpdate({ ...stored, secretExpiresAt: '' }, stored)).toEqual({ secretExpiresAt: null })
})

test('a date stands for its beginning, with a secret and without one', () => {
  const update = toCredentialsUpdate({ ...stored, secretExpiresAt: '2027-06-01', clientSecret: 'x' }, stored)
  expect(update).toEqual({ clientSecret: 'x', secretExpiresAt: '2027-06-01T00:00:00.000Z' })
  expect(updateConnectionInput.safeParse(update).success).toBe(true)
})

test('only the chosen kind of credential is sent', () => {
  const both = { ...certified, clientSecret: 'left over' }
  expect(toCredentialsUpdate(both, stored)).toEqual({ certificate: pair })
  expect(toCreateInput(both)).not.toHaveProperty('clientSecret')
  expect(toCreateInput({ ...both, credentialKind: 'secret' })).not.toHaveProperty('certificate')
  for (const values of [both, { ...both, credentialKind: 'secret' as const }]) {
    expect(createEntraConnectionInput.safeParse(toCreateInput(values)).success).toBe(true)
  }
})

test('a new connection needs a credential, a stored one only when the kind changes', () => {
  const isNew = toCredentialsErrors(null)
  expect(isNew(stored)).toHaveProperty('clientSecret')
  expect(isNew({ ...certified, certificate: { certificate: '', privateKey: '' } })).toHaveProperty([
    'certificate.certificate',
  ])
  expect(isNew(certified)).toEqual({})
  const keepsSecret = toCredentialsErrors('secret')
  expect(keepsSecret(stored)).toEqual({})
  expect(keepsSecret({ ...certified, certificate: { ...pair, privateKey: '' } })).toHaveProperty([
    'certificate.privateKey',
  ])
  expect(toCredentialsErrors('certificate')({ ...stored, credentialKind: 'certificate' })).toEqual({})
})

test('everything that is wrong is said at once', () => {
  const wrong = { ...stored, clientId: 'my app', clientSecret: '', displayName: '', secretExpiresAt: 'soon' }
  expect(Object.keys(toCredentialsErrors(null)(wrong)).toSorted()).toEqual([
    'clientId',
    'clientSecret',
    'displayName',
    'secretExpiresAt',
  ])
})

test('the demo fills in a secret', () => {
  const demo = { displayName: 'Demo', directoryId: 'd', clientId: 'c', clientSecret: 's' }
  expect(toNewValues({ connection: demo })).toMatchObject({ ...demo, credentialKind: 'secret' })
})

test('a pasted Secret ID is recognised', () => {
  expect(looksLikeSecretId(' 2b7e1516-28ae-4d2a-a6ab-f7158809cf4f ')).toBe(true)
  expect(looksLikeSecretId('abc8Q~aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).toBe(false)
})
