import type { EmulatorState } from '../emulator-state.ts'
import type { HttpCall, HttpReply } from '../http-exchange.ts'
import { jsonReply } from '../http-exchange.ts'
import { correlationOf, resolveTenant } from './token-endpoint.ts'
import { tokenErrorReply } from './token-errors.ts'

/** `GET /{tenant}/v2.0/.well-known/openid-configuration`; unknown tenants are `invalid_tenant` here. */
export function answerDiscovery(state: EmulatorState, tenantName: string, call: HttpCall): HttpReply {
  const tenant = resolveTenant(state, tenantName)
  if ('code' in tenant) {
    const error = tenant.code === 90002 ? 'invalid_tenant' : tenant.error
    return tokenErrorReply({ ...tenant, error }, state.clock.date(), correlationOf(call, new Map()))
  }
  const base = `${call.origin}/${tenantName}`
  return jsonReply(200, {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${call.origin}/${tenant.tenantId}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'name',
      'oid',
      'tid',
      'preferred_username',
    ],
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: new URL(call.origin).host,
  })
}

/** `GET /{tenant}/discovery/v2.0/keys`. */
export function answerKeys(state: EmulatorState, tenantName: string, call: HttpCall): HttpReply {
  const tenant = resolveTenant(state, tenantName)
  if ('code' in tenant) return tokenErrorReply(tenant, state.clock.date(), correlationOf(call, new Map()))
  return jsonReply(200, { keys: [state.signer.jsonWebKey(`${call.origin}/${tenant.tenantId}/v2.0`)] })
}
