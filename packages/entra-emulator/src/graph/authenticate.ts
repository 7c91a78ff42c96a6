import type { App } from '../app-registration.ts'
import type { EmulatorState } from '../emulator-state.ts'
import { findTenant } from '../emulator-state.ts'
import type { FaultEffect } from '../faults.ts'
import type { HttpCall } from '../http-exchange.ts'
import { headerOf } from '../http-exchange.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { parseToken } from '../sign-in/token-signer.ts'
import type { Tenant } from '../tenant.ts'
import { unauthorized } from './graph-problem.ts'
import { Permissions } from './permissions.ts'

export type Caller = { tenant: Tenant; app: App; permissions: Permissions }

const GRAPH_AUDIENCES: readonly string[] = [
  'https://graph.microsoft.com',
  '00000003-0000-0000-c000-000000000000',
]

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const number = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 0)

function bearerToken(call: HttpCall): string {
  const header = headerOf(call.headers, 'authorization') ?? ''
  const token = /^bearer\s+(.*)$/i.exec(header)?.[1]?.trim()
  if (token === undefined || token === '') throw unauthorized('Access token is empty.')
  return token
}

function checkedClaims(state: EmulatorState, token: string): JsonObject {
  const parsed = parseToken(token)
  if (parsed === undefined) throw unauthorized('CompactToken parsing failed with error code: 80049217')
  if (!state.signer.isOurs(parsed)) throw unauthorized('Access token validation failure. Invalid signature.')
  const now = state.clock.seconds()
  if (number(parsed.claims['exp']) <= now)
    throw unauthorized('Lifetime validation failed, the token is expired.')
  if (number(parsed.claims['nbf']) > now + 300)
    throw unauthorized('Access token has expired or is not yet valid.')
  return parsed.claims
}

function rolesOf(claims: JsonObject, app: App): Set<string> {
  const roles = claims['roles']
  const given = Array.isArray(roles) ? roles.map(text) : []
  return new Set(given.filter((role) => !app.withdrawnRoles.has(role)))
}

/** Takes effect before the token is looked at, so that this very request meets the new situation. */
function applyTokenFault(app: App, tokenId: string, effect: FaultEffect | undefined): void {
  if (effect?.kind === 'expire-token') app.expiredTokens.add(tokenId)
  if (effect?.kind !== 'revoke-permission') return
  const roles = effect.role === undefined ? [...app.roles] : [effect.role]
  for (const role of roles) {
    app.roles.delete(role)
    app.withdrawnRoles.add(role)
  }
}

/** Who calls: token, lifetime and audience are checked in Graph's order, each failure a 401. */
export function authenticate(state: EmulatorState, call: HttpCall, effect: FaultEffect | undefined): Caller {
  const claims = checkedClaims(state, bearerToken(call))
  const audience = text(claims['aud'])
  if (![...GRAPH_AUDIENCES, call.origin].includes(audience))
    throw unauthorized('Access token validation failure. Invalid audience.')
  const tenant = findTenant(state, text(claims['tid']))
  const app = tenant?.findApp(text(claims['appid']))
  if (tenant === undefined || app === undefined || app.missingServicePrincipal)
    throw unauthorized(
      'The identity of the calling application could not be established.',
      'Authorization_IdentityNotFound',
    )
  const tokenId = text(claims['uti'])
  applyTokenFault(app, tokenId, effect)
  if (app.expiredTokens.has(tokenId)) throw unauthorized('Lifetime validation failed, the token is expired.')
  return { tenant, app, permissions: new Permissions(rolesOf(claims, app)) }
}
