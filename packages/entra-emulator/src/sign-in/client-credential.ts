import type { App } from '../app-registration.ts'
import type { HttpCall } from '../http-exchange.ts'
import { headerOf } from '../http-exchange.ts'
import type { Tenant } from '../tenant.ts'
import { assertionProblem } from './client-assertion.ts'
import { TOKEN_PROBLEMS } from './token-errors.ts'
import type { TokenProblem } from './token-errors.ts'

export type Credential =
  | { kind: 'secret'; clientId: string | undefined; secret: string }
  | { kind: 'certificate'; clientId: string | undefined; assertion: string }
  | { kind: 'none'; clientId: string | undefined }

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

function fromBasic(header: string): Credential {
  const [id = '', secret = ''] = Buffer.from(header.slice(6), 'base64').toString('utf8').split(':')
  return { kind: 'secret', clientId: decodeURIComponent(id), secret: decodeURIComponent(secret) }
}

/** What the client showed to prove who it is: form fields or HTTP Basic. */
export function credentialOf(call: HttpCall, form: ReadonlyMap<string, string>): Credential {
  const authorization = headerOf(call.headers, 'authorization')
  if (authorization !== undefined && /^basic /i.test(authorization)) return fromBasic(authorization)
  const clientId = form.get('client_id')
  const assertion = form.get('client_assertion')
  if (assertion !== undefined && form.get('client_assertion_type') === JWT_BEARER)
    return { kind: 'certificate', clientId, assertion }
  const secret = form.get('client_secret')
  return secret === undefined || secret === ''
    ? { kind: 'none', clientId }
    : { kind: 'secret', clientId, secret }
}

function secretProblem(tenant: Tenant, app: App, given: string): TokenProblem | undefined {
  const secret = app.secrets.find((candidate) => candidate.value === given)
  if (secret === undefined) return TOKEN_PROBLEMS.wrongSecret(app.clientId)
  const now = tenant.clock.now()
  return new Date(secret.expiresAt).getTime() <= now ? TOKEN_PROBLEMS.secretExpired(app.clientId) : undefined
}

/** The token endpoint's addresses that an assertion may be meant for, lower-case. */
function audiencesOf(tenant: Tenant, origin: string): string[] {
  return [tenant.tenantId, tenant.domain, tenant.initialDomain].flatMap((name) => [
    `${origin}/${name}/oauth2/v2.0/token`,
    `${origin}/${name}/v2.0`,
  ])
}

/** Why the credential is not accepted for this app, or undefined. */
export function credentialProblem(
  tenant: Tenant,
  app: App,
  credential: Credential,
  origin: string,
): TokenProblem | undefined {
  if (credential.kind === 'secret') return secretProblem(tenant, app, credential.secret)
  if (credential.kind === 'none') return TOKEN_PROBLEMS.credentialMissing()
  return assertionProblem(tenant, app, credential.assertion, audiencesOf(tenant, origin.toLowerCase()))
}
