import { createHash, X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { endOf } from './checks/certificate.ts'
import {
  certificateEvidence,
  certificateFacts,
  certificateFault,
  toSigningParts,
  type CertificateFacts,
} from './client-certificate.ts'
import { explainCertificate, refusalReason } from './certificate-hints.ts'
import { makeClientCertificate, toPkcs1, type ClientCertificate } from './testing/client-certificate.ts'

const FROM = new Date('2026-01-01T00:00:00Z')
const UNTIL = new Date('2027-01-01T00:00:00Z')
const BETWEEN = Date.parse('2026-06-01T00:00:00Z')

let made: ClientCertificate
let other: ClientCertificate
let curve: ClientCertificate

beforeAll(async () => {
  const dates = { notBefore: FROM, notAfter: UNTIL }
  made = await makeClientCertificate({ name: 'CN=Directory sync, O=Halden', ...dates })
  other = await makeClientCertificate(dates)
  curve = await makeClientCertificate({ curve: true, ...dates })
})

function facts({ certificate, privateKey }: ClientCertificate): CertificateFacts {
  const reading = certificateFacts(certificate, privateKey)
  if (reading.kind === 'read') return reading.facts
  throw new Error(`The ${reading.what} was not read.`)
}

function fault(certificate: string, privateKey: string, now = BETWEEN): string | null {
  return certificateFault(certificateFacts(certificate, privateKey), now)
}

describe('what a certificate says about itself', () => {
  it('is thumbprints, name, dates and whether the key is its own', () => {
    const { raw } = new X509Certificate(made.certificate)
    expect(facts(made)).toEqual({
      thumbprintSha256: createHash('sha256').update(raw).digest('hex').toUpperCase(),
      thumbprintSha1: createHash('sha1').update(raw).digest('hex').toUpperCase(),
      subject: 'CN=Directory sync, O=Halden',
      notBefore: FROM.getTime(),
      notAfter: UNTIL.getTime(),
      isRsa: true,
      keyMatches: true,
    })
    expect(facts({ ...made, privateKey: other.privateKey }).keyMatches).toBe(false)
  })

  it('does not depend on how it was pasted', () => {
    const spaced = `\n  ${made.certificate.split('\n').join('\r\n')}\r\n`.trim()
    const chain = `${made.certificate}\n${other.certificate}`
    expect(facts({ certificate: spaced, privateKey: toPkcs1(made.privateKey) })).toEqual(facts(made))
    expect(facts({ ...made, certificate: chain })).toEqual(facts(made))
  })

  it('reaches MSAL in the one form it reads', () => {
    const { x5c, privateKey } = toSigningParts(
      `${made.certificate}\n${other.certificate}`,
      toPkcs1(made.privateKey),
    )
    expect(x5c.match(/BEGIN CERTIFICATE/g)).toHaveLength(1)
    expect(new X509Certificate(x5c).raw).toEqual(new X509Certificate(made.certificate).raw)
    expect(privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
  })

  it('is evidence without the key', () => {
    const evidence = certificateEvidence(certificateFacts(made.certificate, made.privateKey))
    expect(evidence).toMatchObject({
      expiresAt: '2027-01-01T00:00:00.000Z',
      thumbprint: facts(made).thumbprintSha256,
    })
    expect(JSON.stringify(evidence)).not.toContain('PRIVATE')
    expect(certificateEvidence(null)).toEqual({})
  })
})

describe('a certificate that cannot be used', () => {
  it('is told from one that can', () => {
    expect(fault(made.certificate, made.privateKey)).toBeNull()
    expect(fault(made.certificate, other.privateKey)).toBe('certificate_mismatch')
    expect(fault(curve.certificate, curve.privateKey)).toBe('certificate_not_rsa')
    expect(fault('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', made.privateKey)).toBe(
      'certificate_unreadable',
    )
    expect(fault(made.certificate, 'nonsense')).toBe('private_key_unreadable')
    expect(fault(made.certificate, made.certificate)).toBe('private_key_unreadable')
  })

  it('depends on the day', () => {
    const at = (now: number) => fault(made.certificate, made.privateKey, now)
    expect(at(UNTIL.getTime() - 1)).toBeNull()
    expect(at(UNTIL.getTime())).toBe('certificate_expired')
    expect(at(FROM.getTime())).toBeNull()
    expect(at(FROM.getTime() - 1)).toBe('certificate_not_yet_valid')
  })

  it('is named in a sentence, with what to do', () => {
    const reading = certificateFacts(made.certificate, made.privateKey)
    const short = facts(made).thumbprintSha1.slice(0, 8)
    const expired = explainCertificate('certificate_expired', reading)
    expect(expired.message).toBe(
      `The certificate CN=Directory sync, O=Halden (thumbprint ${short}…) expired on 2027-01-01.`,
    )
    expect(expired.hint).toContain('upload it in Certificates & secrets')
    expect(explainCertificate('certificate_not_yet_valid', reading).message).toContain('from 2026-01-01')
    expect(explainCertificate('certificate_unreadable', certificateFacts('', '')).message).toBe(
      'The certificate cannot be read.',
    )
  })

  it.each([
    [
      'AADSTS700027: Client assertion contains an invalid signature. [Reason - The key was not found.',
      'certificate_not_uploaded',
    ],
    [
      'AADSTS700027: The certificate used to sign the assertion is not registered on application.',
      'certificate_not_uploaded',
    ],
    [
      'AADSTS700027: … [Reason - The key used is expired., Thumbprint of key used by client:',
      'certificate_expired',
    ],
    [
      'AADSTS700027: … [Reason - Key was found, but use of the key to verify the signature failed.',
      'certificate_refused',
    ],
  ])('is recognised in the words of Microsoft: %s', (words, reason) => {
    expect(refusalReason(words)).toBe(reason)
  })
})

describe('the certificate in the list of the registration', () => {
  const end = '2026-12-01T00:00:00Z'
  const time = Date.parse(end)

  it.each([
    ['its thumbprint in hex', (one: CertificateFacts) => one.thumbprintSha1],
    ['in small letters', (one: CertificateFacts) => one.thumbprintSha1.toLowerCase()],
    ['SHA-256 in hex', (one: CertificateFacts) => one.thumbprintSha256],
    [
      'the bytes in base64',
      (one: CertificateFacts) => Buffer.from(one.thumbprintSha1, 'hex').toString('base64'),
    ],
    ['the hex in base64', (one: CertificateFacts) => Buffer.from(one.thumbprintSha1).toString('base64')],
  ])('is found by %s', (_name, spell) => {
    const mine = { customKeyIdentifier: spell(facts(made)), endDateTime: end }
    expect(endOf([mine], facts(made))).toBe(time)
    expect(endOf([mine], facts(other))).toBeNull()
  })

  it('is found by the certificate itself, and the earliest date counts', () => {
    const key = new X509Certificate(made.certificate).raw.toString('base64')
    const listed = [
      { key, customKeyIdentifier: null, endDateTime: '2026-12-31T00:00:00Z' },
      { key, customKeyIdentifier: 'chosen by somebody', endDateTime: end },
      { key: null, customKeyIdentifier: null, endDateTime: '2020-01-01T00:00:00Z' },
    ]
    expect(endOf(listed, facts(made))).toBe(time)
    expect(endOf([], facts(made))).toBeNull()
  })
})
