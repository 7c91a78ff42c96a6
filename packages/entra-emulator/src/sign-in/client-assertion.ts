import { constants, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { App, AppCertificate } from '../app-registration.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import type { Tenant } from '../tenant.ts'
import { TOKEN_PROBLEMS } from './token-errors.ts'
import type { TokenProblem } from './token-errors.ts'
import { parseToken } from './token-signer.ts'

const CLOCK_TOLERANCE_SECONDS = 300

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const seconds = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : Number.NaN)

function certificateFor(app: App, header: JsonObject): AppCertificate | undefined {
  return app.certificates.find(
    (candidate) =>
      candidate.thumbprintSha256 === header['x5t#S256'] || candidate.thumbprintSha1 === header['x5t'],
  )
}

function signatureFits(algorithm: string, key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  if (algorithm === 'RS256') return verify('sha256', signed, key, signature)
  if (algorithm !== 'PS256') return false
  const padding = {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  }
  return verify('sha256', signed, padding, signature)
}

function instant(value: number): string {
  return Number.isFinite(value) ? new Date(value * 1000).toISOString() : 'unknown'
}

function timeProblem(claims: JsonObject, now: number): TokenProblem | undefined {
  const from = seconds(claims['nbf'] ?? claims['iat'] ?? now)
  const until = seconds(claims['exp'])
  if (from <= now + CLOCK_TOLERANCE_SECONDS && until >= now - CLOCK_TOLERANCE_SECONDS) return undefined
  return TOKEN_PROBLEMS.assertionTime(
    `Current time: ${instant(now)}, assertion valid from ${instant(from)}, expiry time of assertion ${instant(until)}.`,
  )
}

/** Checks a signed client assertion (RFC 7523) the way Entra does; undefined means that it is good. */
export function assertionProblem(
  tenant: Tenant,
  app: App,
  assertion: string,
  audiences: readonly string[],
): TokenProblem | undefined {
  const token = parseToken(assertion)
  if (token === undefined) return TOKEN_PROBLEMS.assertionSignature('The assertion is not a signed JWT.')
  const { header, claims, signed, signature } = token
  const thumbprint = text(header['x5t#S256']) || text(header['x5t'])
  const known = certificateFor(app, header)
  if (known === undefined)
    return TOKEN_PROBLEMS.assertionSignature(
      `The key was not found. Thumbprint of key used by client: '${thumbprint}'`,
    )
  if (new Date(known.certificate.validTo).getTime() < tenant.clock.now())
    return TOKEN_PROBLEMS.assertionSignature(
      `The key used is expired. Thumbprint of key used by client: '${thumbprint}'`,
    )
  if (!signatureFits(text(header['alg']), known.certificate.publicKey, signed, signature))
    return TOKEN_PROBLEMS.assertionSignature('The signature does not match the key.')
  if (
    text(claims['iss']).toLowerCase() !== app.clientId ||
    text(claims['sub']).toLowerCase() !== app.clientId
  )
    return TOKEN_PROBLEMS.assertionClaims(`'iss' and 'sub' must be '${app.clientId}'.`)
  if (!audiences.includes(text(claims['aud']).toLowerCase()))
    return TOKEN_PROBLEMS.assertionClaims(`The audience '${text(claims['aud'])}' is not this token endpoint.`)
  return timeProblem(claims, tenant.clock.seconds())
}
