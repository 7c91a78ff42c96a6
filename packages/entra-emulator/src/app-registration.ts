import { createHash, X509Certificate } from 'node:crypto'
import { guidOf, seedFromText, textOf } from './seeded-random.ts'
import type { AppSpec, CertificateSpec, SecretSpec } from './tenant-spec.ts'
import { DEFAULT_ROLES } from './tenant-spec.ts'

export type AppSecret = {
  id: string
  value: string
  startsAt: string
  expiresAt: string
  displayName: string
}

export type AppCertificate = {
  keyId: string
  certificate: X509Certificate
  /** base64url SHA-256 of the DER certificate: the assertion header's `x5t#S256`. */
  thumbprintSha256: string
  /** base64url SHA-1, the older `x5t`. */
  thumbprintSha1: string
  /** What Graph names the certificate by: its SHA-1 thumbprint as upper-case hex. */
  customKeyIdentifier: string
}

/** An app registration with its service principal in one tenant. */
export type App = {
  clientId: string
  displayName: string
  /** Object id of the registration (not the one people must paste). */
  objectId: string
  servicePrincipalId: string
  roles: Set<string>
  /** What the registration asks for; admin consent grants these. */
  requestedRoles: readonly string[]
  /** Roles taken away with effect on tokens that are already out. */
  withdrawnRoles: Set<string>
  /** `uti` of access tokens that stopped working early. */
  expiredTokens: Set<string>
  secrets: AppSecret[]
  certificates: AppCertificate[]
  disabled: boolean
  missingServicePrincipal: boolean
  conditionalAccessPolicy: string | null
  /** Undefined accepts any address on this machine. */
  redirectUris: string[] | undefined
  assignmentRequired: boolean
  userRoles: Record<string, readonly string[]>
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether people may be sent to this address after signing in. */
export function acceptsRedirect(app: App, uri: string): boolean {
  if (!URL.canParse(uri)) return false
  return app.redirectUris?.includes(uri) ?? LOOPBACK.has(new URL(uri).hostname)
}

const SECRET_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const SECRET_YEARS = 2

function addYears(date: Date, years: number): Date {
  const later = new Date(date)
  later.setUTCFullYear(later.getUTCFullYear() + years)
  return later
}

/** Entra's secrets are 40 characters: three, the key generation, `Q~`, and the rest. */
function secretValue(seed: number, at: number): string {
  const text = textOf(seed, 500 + at, 37, SECRET_LETTERS)
  return `${text.slice(0, 3)}8Q~${text.slice(3)}`
}

export function makeSecret(seed: number, at: number, now: Date, spec: SecretSpec): AppSecret {
  return {
    id: spec.id ?? guidOf(seed ^ 0x5ec4e7, at),
    value: spec.value ?? secretValue(seed, at),
    startsAt: spec.startsAt ?? addYears(now, -SECRET_YEARS / 2).toISOString(),
    expiresAt: spec.expiresAt ?? addYears(now, SECRET_YEARS / 2).toISOString(),
    displayName: spec.displayName ?? 'Directory sync',
  }
}

export function makeCertificate(seed: number, at: number, spec: CertificateSpec): AppCertificate {
  const certificate = new X509Certificate(spec.pem)
  return {
    keyId: guidOf(seed ^ 0xce47, at),
    certificate,
    thumbprintSha256: createHash('sha256').update(certificate.raw).digest('base64url'),
    thumbprintSha1: createHash('sha1').update(certificate.raw).digest('base64url'),
    customKeyIdentifier: createHash('sha1').update(certificate.raw).digest('hex').toUpperCase(),
  }
}

export function makeApp(tenantSeed: number, at: number, now: Date, spec: AppSpec): App {
  const seed = seedFromText(tenantSeed, `app ${at} ${spec.clientId ?? ''}`)
  const secrets = spec.secrets ?? (spec.certificates === undefined ? [{}] : [])
  return {
    clientId: (spec.clientId ?? guidOf(seed, 1)).toLowerCase(),
    displayName: spec.displayName ?? 'Directory sync',
    objectId: guidOf(seed, 2),
    servicePrincipalId: guidOf(seed, 3),
    roles: new Set(spec.roles ?? DEFAULT_ROLES),
    requestedRoles: spec.requestedRoles ?? DEFAULT_ROLES,
    withdrawnRoles: new Set(),
    expiredTokens: new Set(),
    secrets: secrets.map((secret, index) => makeSecret(seed, index, now, secret)),
    certificates: (spec.certificates ?? []).map((certificate, index) =>
      makeCertificate(seed, index, certificate),
    ),
    disabled: spec.disabled ?? false,
    missingServicePrincipal: spec.missingServicePrincipal ?? false,
    conditionalAccessPolicy: spec.conditionalAccessPolicy ?? null,
    redirectUris: spec.redirectUris === undefined ? undefined : [...spec.redirectUris],
    assignmentRequired: spec.assignmentRequired ?? false,
    userRoles: { ...spec.userRoles },
  }
}
