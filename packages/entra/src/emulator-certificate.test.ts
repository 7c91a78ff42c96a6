import {
  checkReport,
  SourceError,
  type CheckReport,
  type ClientCredential,
  type DirectorySource,
} from '@rollcall/vocabulary'
import { startEmulator, type Emulator, type TenantHandle } from '@rollcall/entra-emulator'
import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEntraProvider, type EntraProvider } from './provider.ts'
import {
  makeClientCertificate,
  toPkcs1,
  type CertificateWish,
  type ClientCertificate,
} from './testing/client-certificate.ts'

const never = new AbortController().signal
const DAY_MS = 86_400_000
const ROLES = ['User.Read.All', 'GroupMember.Read.All']

let emulator: Emulator
let provider: EntraProvider
let tenant: TenantHandle
let valid: ClientCertificate
let other: ClientCertificate

beforeAll(async () => {
  ;[valid, other, emulator] = await Promise.all([
    makeClientCertificate(),
    makeClientCertificate({ name: 'CN=Another' }),
    startEmulator({ tenants: [{ people: 70 }] }),
  ])
  provider = createEntraProvider({
    authorityHost: emulator.origin,
    graphRoot: emulator.origin,
    caFile: emulator.caFile,
    sleep: async () => undefined,
  })
  const [made] = emulator.tenants
  if (!made) throw new Error('The emulator has no tenant.')
  tenant = made
})
beforeEach(() => emulator.control.reset())
afterAll(async () => {
  await provider.close()
  await emulator.close()
})

/** A registration that knows `uploaded`, used by somebody who holds `held`. */
function connect(held: ClientCertificate, uploaded = [held], roles = ROLES): DirectorySource {
  const certificates = uploaded.map(({ certificate }) => ({ pem: certificate }))
  const { clientId } = emulator.control.addApp(tenant.tenantId, { roles, certificates, secrets: [] })
  const credential: ClientCredential = { kind: 'certificate', ...held }
  return provider.open({ directoryId: tenant.tenantId, clientId, credential, cloud: 'default' })
}

async function countPeople(source: DirectorySource): Promise<number> {
  let count = 0
  for await (const page of source.readUsers({ signal: never })) count += page.items.length
  return count
}

function ending(days: number): Promise<ClientCertificate> {
  const wish: CertificateWish = { notAfter: new Date(Date.now() + days * DAY_MS + 3_600_000) }
  return makeClientCertificate(wish)
}

function find(report: CheckReport, id: string): CheckReport['checks'][number] {
  const found = report.checks.find((one) => one.id === id)
  if (!found) throw new Error(`No result for ${id}.`)
  return found
}

function tokenRequests(): number {
  return emulator.control.requests().filter(({ path }) => path.includes('/oauth2/')).length
}

const thumbprint = ({ certificate }: ClientCertificate): string =>
  new X509Certificate(certificate).fingerprint256.replaceAll(':', '')

describe('signing in with a certificate', () => {
  it('reads everyone', async () => {
    expect(await countPeople(connect(valid))).toBe(tenant.directory.countUsers())
  })

  it('works with an older form of key, a chain, and other certificates uploaded beside it', async () => {
    const held = {
      certificate: `${valid.certificate}\n${other.certificate}\n`,
      privateKey: toPkcs1(valid.privateKey),
    }
    expect(await countPeople(connect(held, [other, valid]))).toBe(tenant.directory.countUsers())
  })

  it('fails with the way out when the certificate was not uploaded', async () => {
    const reading = countPeople(connect(valid, [other]))
    await expect(reading).rejects.toThrow(/CN=Directory sync.*not one that this application knows/)
    await expect(reading).rejects.toMatchObject({
      failure: 'refused',
      hint: expect.stringContaining('Upload the certificate'),
      evidence: { code: 'AADSTS700027' },
    })
  })

  it('sends nothing with a certificate that cannot be used', async () => {
    const expired = await ending(-1)
    emulator.control.clearRequests()
    for (const held of [expired, { ...valid, privateKey: other.privateKey }]) {
      const error = await countPeople(connect(held)).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(SourceError)
      expect(error).toMatchObject({
        failure: 'refused',
        message: expect.stringContaining('CN=Directory sync'),
      })
    }
    expect(tokenRequests()).toBe(0)
  })
})

describe('the checks', () => {
  it('say which certificate is in use and until when, without any permission for it', async () => {
    const report = await connect(valid).check({ signal: never })
    expect(checkReport.parse(report)).toEqual(report)
    expect(find(report, 'token').status).toBe('pass')
    expect(find(report, 'secret')).toMatchObject({
      label: 'Certificate',
      status: 'pass',
      detail: expect.stringMatching(/^The certificate CN=Directory sync \(thumbprint .*200 days\)\.$/),
      evidence: {
        certificate: 'CN=Directory sync',
        thumbprint: thumbprint(valid),
        expiresAt: new Date(new X509Certificate(valid.certificate).validTo).toISOString(),
      },
    })
    expect(JSON.stringify(report)).not.toContain('PRIVATE KEY')
    expect(JSON.stringify(report)).not.toContain('client secret')
  })

  it.each([
    [25, 'in 25 days'],
    [5, 'in 5 days'],
    [0, 'within a day'],
  ])('warn %i days before the end', async (days, words) => {
    const report = await connect(await ending(days)).check({ signal: never })
    expect(find(report, 'secret')).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining(words),
      hint: expect.stringContaining('new certificate'),
    })
  })

  it('read the list of the registration where that is permitted', async () => {
    emulator.control.clearRequests()
    const report = await connect(valid, [other, valid], [...ROLES, 'Application.Read.All']).check({
      signal: never,
    })
    expect(find(report, 'secret').status).toBe('pass')
    const asked = emulator.control.requests().filter(({ path }) => path.includes('/applications('))
    expect(asked).toMatchObject([{ status: 200 }])
  })

  it('fail with the thumbprint when the certificate was not uploaded', async () => {
    const report = await connect(valid, [other]).check({ signal: never })
    for (const id of ['token', 'secret']) {
      expect(find(report, id)).toMatchObject({
        status: 'fail',
        detail: expect.stringContaining('not one that this application knows'),
        evidence: { code: 'AADSTS700027', thumbprint: thumbprint(valid), expiresAt: expect.any(String) },
      })
      expect(find(report, id).link?.href).toContain('Credentials')
    }
  })

  it('find an expired certificate, and a foreign or unreadable key, before anything is sent', async () => {
    const expired = await ending(-3)
    const cases: [ClientCertificate, RegExp][] = [
      [expired, /expired on \d{4}-\d\d-\d\d/],
      [{ ...valid, privateKey: other.privateKey }, /do not belong together/],
      [{ ...valid, privateKey: 'nonsense' }, /private key of the certificate cannot be read/],
      [await makeClientCertificate({ curve: true }), /not RSA/],
    ]
    emulator.control.clearRequests()
    for (const [held, words] of cases) {
      const report = await connect(held, [valid]).check({ signal: never })
      expect(find(report, 'token')).toMatchObject({ status: 'fail', detail: expect.stringMatching(words) })
      expect(find(report, 'secret')).toMatchObject({ status: 'fail', detail: expect.stringMatching(words) })
      expect(find(report, 'users').status).toBe('skipped')
    }
    expect(tokenRequests()).toBe(0)
  })

  it('tell a clock that is off', async () => {
    emulator.control.setClockSkew(60 * 60_000)
    const report = await connect(valid).check({ signal: never })
    expect(find(report, 'token').evidence).toMatchObject({ code: 'AADSTS700024' })
    expect(find(report, 'clock').status).toBe('fail')
  })
})

describe('a secret', () => {
  it('brings the end date of the one in use as evidence', async () => {
    const expiresAt = new Date(Date.now() + 90 * DAY_MS).toISOString()
    const soon = new Date(Date.now() + 3 * DAY_MS).toISOString()
    const { clientId } = emulator.control.addApp(tenant.tenantId, {
      roles: [...ROLES, 'Application.Read.All'],
      secrets: [
        { value: 'old~value', expiresAt: soon },
        { value: 'new~value', expiresAt },
      ],
    })
    const credential: ClientCredential = { kind: 'secret', clientSecret: 'new~value' }
    const source = provider.open({ directoryId: tenant.tenantId, clientId, credential, cloud: 'default' })
    const found = find(await source.check({ signal: never }), 'secret')
    expect(found).toMatchObject({ label: 'Client secret', status: 'pass', evidence: { expiresAt } })
  })
})
