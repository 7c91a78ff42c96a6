import { createHash } from 'node:crypto'
import type { App } from '../app-registration.ts'
import type { EmulatorState } from '../emulator-state.ts'
import { findTenant } from '../emulator-state.ts'
import type { FaultEffect } from '../faults.ts'
import type { HttpCall, HttpReply } from '../http-exchange.ts'
import { headerOf, jsonReply, parseForm } from '../http-exchange.ts'
import type { JsonObject } from '../json-value.ts'
import { retryAfterHeader } from '../retry-after.ts'
import { isGuid } from '../seeded-random.ts'
import type { Tenant } from '../tenant.ts'
import { appOnlyClaims, idTokenClaims, tokenBody } from './access-token.ts'
import { credentialOf, credentialProblem } from './client-credential.ts'
import { TOKEN_PROBLEMS, tokenErrorReply } from './token-errors.ts'
import type { TokenProblem } from './token-errors.ts'

type Answer = { body: JsonObject } | { problem: TokenProblem }

const DOMAIN = /^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$/i
const GRAPH = 'https://graph.microsoft.com'
/** Resources that exist in every tenant and for which a token can be had, besides Graph. */
const OTHER_RESOURCES: readonly string[] = ['https://vault.azure.net', 'https://management.azure.com']

/** The tenant a path segment names, or Entra's reason why there is none. */
export function resolveTenant(state: EmulatorState, name: string): Tenant | TokenProblem {
  const tenant = findTenant(state, name)
  if (tenant !== undefined) return tenant
  if (!isGuid(name) && !DOMAIN.test(name)) return TOKEN_PROBLEMS.tenantMalformed(name)
  return TOKEN_PROBLEMS.tenantNotFound(name)
}

export function correlationOf(call: HttpCall, form: ReadonlyMap<string, string>): string | undefined {
  const given =
    headerOf(call.headers, 'client-request-id') ??
    parseForm(call.query).get('client-request-id') ??
    form.get('client-request-id')
  return given !== undefined && isGuid(given) ? given : undefined
}

function resourceOf(
  scope: string,
  tenant: Tenant,
  origin: string,
): { resource: string } | { problem: TokenProblem } {
  const scopes = scope.split(' ').filter((part) => part !== '')
  const [first = ''] = scopes
  if (scopes.length > 1) return { problem: TOKEN_PROBLEMS.scopeInvalid(scope) }
  if (!first.endsWith('/.default')) return { problem: TOKEN_PROBLEMS.scopeWithoutDefault(scope) }
  const resource = first.slice(0, -'/.default'.length).replace(/\/$/, '')
  const known = [GRAPH, origin, ...OTHER_RESOURCES]
  if (known.includes(resource.toLowerCase())) return { resource }
  return { problem: TOKEN_PROBLEMS.resourceNotFound(resource, tenant.displayName) }
}

function findUsableApp(tenant: Tenant, clientId: string): App | TokenProblem {
  const app = tenant.findApp(clientId)
  if (app === undefined) return TOKEN_PROBLEMS.appNotFound(clientId, tenant.displayName)
  if (app.missingServicePrincipal) return TOKEN_PROBLEMS.servicePrincipalMissing(clientId, tenant.tenantId)
  return app
}

function clientCredentials(
  state: EmulatorState,
  tenant: Tenant,
  call: HttpCall,
  form: ReadonlyMap<string, string>,
): Answer {
  const credential = credentialOf(call, form)
  if (credential.clientId === undefined) return { problem: TOKEN_PROBLEMS.parameterMissing('client_id') }
  const scope = form.get('scope')
  if (scope === undefined || scope === '') return { problem: TOKEN_PROBLEMS.parameterMissing('scope') }
  const app = findUsableApp(tenant, credential.clientId)
  if ('code' in app) return { problem: app }
  const target = resourceOf(scope, tenant, call.origin)
  if ('problem' in target) return target
  const refused = credentialProblem(tenant, app, credential, call.origin)
  if (refused !== undefined) return { problem: refused }
  if (app.disabled) return { problem: TOKEN_PROBLEMS.appDisabled(app.clientId, app.displayName) }
  if (app.conditionalAccessPolicy !== null)
    return { problem: TOKEN_PROBLEMS.blockedByPolicy(app.conditionalAccessPolicy) }
  const kind = credential.kind === 'certificate' ? 'certificate' : 'secret'
  return { body: tokenBody(state, tenant, appOnlyClaims(tenant, app, target.resource, kind)) }
}

function verifierFits(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined) return true
  return verifier !== undefined && createHash('sha256').update(verifier).digest('base64url') === challenge
}

function authorizationCode(
  state: EmulatorState,
  tenant: Tenant,
  call: HttpCall,
  form: ReadonlyMap<string, string>,
): Answer {
  const credential = credentialOf(call, form)
  if (credential.clientId === undefined) return { problem: TOKEN_PROBLEMS.parameterMissing('client_id') }
  const app = findUsableApp(tenant, credential.clientId)
  if ('code' in app) return { problem: app }
  if (credential.kind === 'none') return { problem: TOKEN_PROBLEMS.credentialMissingForCode() }
  const refused = credentialProblem(tenant, app, credential, call.origin)
  if (refused !== undefined) return { problem: refused }
  const meaning = state.signInCodes.redeem(form.get('code') ?? '', tenant.clock.now())
  if (meaning === undefined || meaning.clientId !== app.clientId || meaning.tenantId !== tenant.tenantId)
    return { problem: TOKEN_PROBLEMS.codeInvalid() }
  const redirectUri = form.get('redirect_uri') ?? ''
  if (redirectUri !== meaning.redirectUri)
    return { problem: TOKEN_PROBLEMS.redirectMismatch(redirectUri, app.clientId) }
  if (!verifierFits(meaning.codeChallenge, form.get('code_verifier')))
    return { problem: TOKEN_PROBLEMS.codeVerifierWrong() }
  const user = tenant.store.users.find(meaning.userId)
  if (user === undefined) return { problem: TOKEN_PROBLEMS.codeInvalid() }
  const idToken = state.signer.issue(idTokenClaims(tenant, app, user, meaning.nonce, call.origin))
  const clientInfo = Buffer.from(JSON.stringify({ uid: user.id, utid: tenant.tenantId })).toString(
    'base64url',
  )
  const base = tokenBody(state, tenant, {
    ...appOnlyClaims(tenant, app, GRAPH, 'secret'),
    idtyp: 'user',
    roles: [],
  })
  return { body: { ...base, scope: meaning.scope, id_token: idToken, client_info: clientInfo } }
}

function answer(
  state: EmulatorState,
  tenant: Tenant,
  call: HttpCall,
  form: ReadonlyMap<string, string>,
): Answer {
  const grant = form.get('grant_type')
  if (grant === undefined || grant === '') return { problem: TOKEN_PROBLEMS.parameterMissing('grant_type') }
  if (grant === 'client_credentials') return clientCredentials(state, tenant, call, form)
  if (grant === 'authorization_code') return authorizationCode(state, tenant, call, form)
  return { problem: TOKEN_PROBLEMS.grantUnsupported(grant) }
}

/** `POST /{tenant}/oauth2/v2.0/token`. */
export function answerTokenRequest(
  state: EmulatorState,
  tenantName: string,
  call: HttpCall,
  effect: FaultEffect | undefined,
): HttpReply {
  const form = parseForm(call.body)
  const correlation = correlationOf(call, form)
  const now = state.clock.date()
  if (effect?.kind === 'throttle')
    return tokenErrorReply(
      TOKEN_PROBLEMS.requestLoop(),
      now,
      correlation,
      retryAfterHeader(effect.retryAfter),
    )
  if (effect?.kind === 'status' && effect.html !== true)
    return tokenErrorReply(
      { ...TOKEN_PROBLEMS.transient(), status: effect.status },
      now,
      correlation,
      retryAfterHeader(effect.retryAfter ?? 'none'),
    )
  const tenant = resolveTenant(state, tenantName)
  if ('code' in tenant) return tokenErrorReply(tenant, now, correlation)
  const result = answer(state, tenant, call, form)
  if ('problem' in result) return tokenErrorReply(result.problem, now, correlation)
  return jsonReply(200, result.body, { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' })
}
