import { randomBytes, randomUUID } from 'node:crypto'
import type { App } from '../app-registration.ts'
import type { EmulatorState } from '../emulator-state.ts'
import type { JsonObject } from '../json-value.ts'
import { seedFromText } from '../seeded-random.ts'
import type { Tenant } from '../tenant.ts'

/** Entra's well-known id of the default directory role in `wids`. */
const DEFAULT_WIDS = '0997a1d0-0d1d-4acb-b408-d5ca73121e90'
/** Entra dates tokens five minutes back, so that clocks may differ a little. */
const BACKDATED_SECONDS = 300
const TENANT_CREATED = 1_717_004_002

const opaque = (bytes: number): string => randomBytes(bytes).toString('base64url')

/** An app-only access token with the claims of real ones; `roles` is left out when nothing is consented. */
export function appOnlyClaims(
  tenant: Tenant,
  app: App,
  resource: string,
  credential: 'secret' | 'certificate',
): JsonObject {
  const now = tenant.clock.seconds()
  const issuer = `https://sts.windows.net/${tenant.tenantId}/`
  const roles = [...app.roles]
  return {
    aud: resource,
    iss: issuer,
    iat: now - BACKDATED_SECONDS,
    nbf: now - BACKDATED_SECONDS,
    exp: now + tenant.behaviour.accessTokenLifetimeSeconds + 1,
    aio: opaque(24),
    app_displayname: app.displayName,
    appid: app.clientId,
    appidacr: credential === 'secret' ? '1' : '2',
    idp: issuer,
    idtyp: 'app',
    oid: app.servicePrincipalId,
    rh: `1.${opaque(18)}.`,
    ...(roles.length === 0 ? {} : { roles }),
    sub: app.servicePrincipalId,
    tenant_region_scope: 'EU',
    tid: tenant.tenantId,
    uti: opaque(16),
    ver: '1.0',
    wids: [DEFAULT_WIDS],
    xms_tcdt: TENANT_CREATED,
  }
}

export type SignedInUser = { id: string; displayName: string | null; userPrincipalName: string }

/** A v2.0 ID token; `sub` differs per app, `oid` is the person's object id. */
export function idTokenClaims(
  tenant: Tenant,
  app: App,
  user: SignedInUser,
  nonce: string | undefined,
  origin: string,
): JsonObject {
  const now = tenant.clock.seconds()
  const roles = app.userRoles[user.userPrincipalName] ?? []
  return {
    aud: app.clientId,
    iss: `${origin}/${tenant.tenantId}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + tenant.behaviour.accessTokenLifetimeSeconds,
    name: user.displayName,
    ...(nonce === undefined ? {} : { nonce }),
    oid: user.id,
    preferred_username: user.userPrincipalName,
    rh: `1.${opaque(18)}.`,
    ...(roles.length === 0 ? {} : { roles: [...roles] }),
    sub: `${seedFromText(seedFromText(tenant.seed, app.clientId), user.id).toString(36)}-${user.id.slice(0, 8)}`,
    tid: tenant.tenantId,
    uti: opaque(16),
    ver: '2.0',
  }
}

/** The body of a successful token answer. */
export function tokenBody(state: EmulatorState, tenant: Tenant, claims: JsonObject): JsonObject {
  const seconds = tenant.behaviour.accessTokenLifetimeSeconds
  return {
    token_type: 'Bearer',
    expires_in: seconds,
    ext_expires_in: seconds,
    access_token: state.signer.issue(claims),
  }
}

export function newCode(): string {
  return `1.${opaque(48)}.${randomUUID()}`
}
