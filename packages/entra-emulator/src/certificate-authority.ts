import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { webcrypto } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type ServerCertificate = { caPem: string; caFile: string; certPem: string; keyPem: string }

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const HOUR = 3_600_000
const DAY = 24 * HOUR
const FILES = {
  ca: 'emulator-ca.pem',
  caKey: 'emulator-ca-key.pem',
}

type Signed = { pem: string; keyPem: string }

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = await webcrypto.subtle.exportKey('pkcs8', key)
  return x509.PemConverter.encode(der, 'PRIVATE KEY')
}

async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const [der] = x509.PemConverter.decode(pem)
  if (der === undefined)
    throw new Error('The authority key file holds no key. Delete the folder and start again.')
  return webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, true, ['sign'])
}

async function makeAuthority(now: number): Promise<Signed> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: webcrypto.randomUUID().replaceAll('-', ''),
    name: 'CN=Entra emulator local authority',
    notBefore: new Date(now - HOUR),
    notAfter: new Date(now + 3650 * DAY),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { pem: certificate.toString('pem'), keyPem: await exportKey(keys.privateKey) }
}

function alternativeNames(host: string): x509.JsonGeneralNames {
  const names: x509.JsonGeneralNames = [
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
    { type: 'ip', value: '::1' },
  ]
  const isAddress = /^[\d.]+$|:/.test(host)
  if (host !== 'localhost' && host !== '127.0.0.1' && host !== '::1')
    names.push({ type: isAddress ? 'ip' : 'dns', value: host })
  return names
}

async function makeServerCertificate(authority: Signed, host: string, now: number): Promise<Signed> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const issuer = new x509.X509Certificate(authority.pem)
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: webcrypto.randomUUID().replaceAll('-', ''),
    subject: 'CN=localhost',
    issuer: issuer.subject,
    notBefore: new Date(now - HOUR),
    notAfter: new Date(now + 397 * DAY),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.keyPem),
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(alternativeNames(host)),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return { pem: certificate.toString('pem'), keyPem: await exportKey(keys.privateKey) }
}

async function readSigned(directory: string, pemFile: string, keyFile: string): Promise<Signed | undefined> {
  try {
    const [pem, keyPem] = await Promise.all([
      readFile(join(directory, pemFile), 'utf8'),
      readFile(join(directory, keyFile), 'utf8'),
    ])
    return new x509.X509Certificate(pem).notAfter.getTime() > Date.now() + DAY ? { pem, keyPem } : undefined
  } catch {
    return undefined
  }
}

/** A fresh server certificate from the authority in `directory`, which is made when it is missing or stale. */
export async function prepareCertificate(directory: string, host: string): Promise<ServerCertificate> {
  const now = Date.now()
  await mkdir(directory, { recursive: true })
  const authority = (await readSigned(directory, FILES.ca, FILES.caKey)) ?? (await makeAuthority(now))
  const server = await makeServerCertificate(authority, host, now)
  const caFile = join(directory, FILES.ca)
  await writeFile(caFile, authority.pem)
  await writeFile(join(directory, FILES.caKey), authority.keyPem, { mode: 0o600 })
  return { caPem: authority.pem, caFile, certPem: server.pem, keyPem: server.keyPem }
}
