import { expect, test } from 'vitest'
import { makeTestCertificate } from '../testing/test-certificate.ts'
import { readCertificate } from './read-certificate.ts'

const now = new Date('2026-11-21T12:00:00Z')

test('a pair tells its thumbprint and its end', async () => {
  const facts = readCertificate(await makeTestCertificate(), now)
  expect(facts.thumbprint).toMatch(/^[0-9A-F]{64}$/)
  expect(facts.expiresAt).toEqual(new Date('2026-12-01T00:00:00Z'))
})

test('what cannot be used is refused with what to do', async () => {
  const one = await makeTestCertificate()
  const other = await makeTestCertificate()
  const refused = (pair: { certificate: string; privateKey: string }, path: string, words: RegExp) => {
    const message = expect.stringMatching(words)
    expect(() => readCertificate(pair, now)).toThrow(
      expect.objectContaining({ code: 'invalid_input', message, issues: [{ path, message }] }),
    )
  }
  refused({ ...one, privateKey: other.privateKey }, 'certificate.privateKey', /two halves of one pair/)
  refused({ ...one, certificate: '-----BEGIN CERTIFICATE-----\nx' }, 'certificate.certificate', /whole PEM/)
  refused({ ...one, privateKey: '-----BEGIN PRIVATE KEY-----\nx' }, 'certificate.privateKey', /whole PEM/)
  refused(await makeTestCertificate({ curve: true }), 'certificate.certificate', /RSA key only/)
  const past = await makeTestCertificate({ notAfter: '2026-11-20T00:00:00Z' })
  refused(past, 'certificate.certificate', /expired on 2026-11-20\. Make a new one/)
})
