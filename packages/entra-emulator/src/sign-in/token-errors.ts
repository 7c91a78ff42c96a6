import { randomUUID } from 'node:crypto'
import type { HttpReply } from '../http-exchange.ts'
import { jsonReply } from '../http-exchange.ts'

/** An answer of the token endpoint that is not a token, as Microsoft Entra words it. */
export type TokenProblem = {
  /** The number in `AADSTS…`. */
  code: number
  status: number
  error: string
  text: string
  suberror?: string
  claims?: string
}

type Make = (...args: string[]) => TokenProblem

const problem = (code: number, status: number, error: string, text: string): TokenProblem => ({
  code,
  status,
  error,
  text,
})

/** Statuses of 7000112, 700024, 700027 and 50196 are assumptions; the others were seen in real answers. */
export const TOKEN_PROBLEMS = {
  tenantNotFound: (tenant) =>
    problem(
      90002,
      400,
      'invalid_request',
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  tenantMalformed: (tenant) =>
    problem(
      900023,
      400,
      'invalid_request',
      `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
    ),
  appNotFound: (clientId, directory) =>
    problem(
      700016,
      400,
      'unauthorized_client',
      `Application with identifier '${clientId}' was not found in the directory '${directory}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    ),
  wrongSecret: (clientId) =>
    problem(
      7000215,
      401,
      'invalid_client',
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    ),
  secretExpired: (clientId) =>
    problem(
      7000222,
      401,
      'invalid_client',
      `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    ),
  servicePrincipalMissing: (clientId, tenantId) =>
    problem(
      7000229,
      401,
      'invalid_client',
      `The client application ${clientId} is missing service principal in the tenant ${tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    ),
  appDisabled: (clientId, name) =>
    problem(7000112, 400, 'unauthorized_client', `Application '${clientId}'(${name}) is disabled.`),
  blockedByPolicy: (policyId) => ({
    ...problem(
      53003,
      400,
      'invalid_grant',
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    ),
    suberror: 'message_only',
    claims: JSON.stringify({ access_token: { capolids: { essential: true, values: [policyId] } } }),
  }),
  scopeWithoutDefault: (scope) =>
    problem(
      1002012,
      400,
      'invalid_scope',
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  scopeInvalid: (scope) =>
    problem(
      70011,
      400,
      'invalid_scope',
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
    ),
  resourceNotFound: (resource, directory) =>
    problem(
      500011,
      400,
      'invalid_resource',
      `The resource principal named ${resource} was not found in the tenant named ${directory}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
  assertionSignature: (reason) =>
    problem(
      700027,
      401,
      'invalid_client',
      `Client assertion contains an invalid signature. [Reason - ${reason}]`,
    ),
  assertionTime: (detail) =>
    problem(700024, 401, 'invalid_client', `Client assertion is not within its valid time range. ${detail}`),
  assertionClaims: (detail) =>
    problem(
      700021,
      401,
      'invalid_client',
      `Client assertion application identifier doesn't match. ${detail}`,
    ),
  parameterMissing: (name) =>
    problem(
      900144,
      400,
      'invalid_request',
      `The request body must contain the following parameter: '${name}'.`,
    ),
  credentialMissing: () =>
    problem(
      7000216,
      401,
      'invalid_client',
      `'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.`,
    ),
  credentialMissingForCode: () =>
    problem(
      7000218,
      401,
      'invalid_client',
      `The request body must contain the following parameter: 'client_assertion' or 'client_secret'.`,
    ),
  grantUnsupported: (grant) =>
    problem(70003, 400, 'unsupported_grant_type', `The app requested an unsupported grant type '${grant}'.`),
  codeInvalid: () =>
    problem(
      9002313,
      400,
      'invalid_grant',
      'The provided authorization code or refresh token is invalid, has expired or was used already. Send a new interactive authorization request for this user and resource.',
    ),
  codeVerifierWrong: () =>
    problem(
      501481,
      400,
      'invalid_grant',
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    ),
  redirectMismatch: (uri, clientId) =>
    problem(
      50011,
      400,
      'invalid_request',
      `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
    ),
  notAssigned: (clientId) =>
    problem(
      50105,
      400,
      'invalid_grant',
      `Your administrator has configured the application '${clientId}' to block users unless they are specifically granted ('assigned') access to the application.`,
    ),
  transient: () =>
    problem(90033, 503, 'temporarily_unavailable', 'A transient error has occurred. Please try again.'),
  requestLoop: () =>
    problem(
      50196,
      429,
      'invalid_request',
      'The server terminated an operation because it encountered a client request loop. Please contact your app vendor.',
    ),
} satisfies Record<string, Make>

/** Wraps a problem in Entra's envelope; `correlationId` is the client's request id when it sent one. */
export function tokenErrorReply(
  given: TokenProblem,
  now: Date,
  correlationId: string | undefined,
  headers: Record<string, string> = {},
): HttpReply {
  const traceId = randomUUID()
  const correlation = correlationId ?? randomUUID()
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`
  const body = {
    error: given.error,
    error_description: `AADSTS${given.code}: ${given.text} Trace ID: ${traceId} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [given.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${given.code}`,
    ...(given.suberror === undefined ? {} : { suberror: given.suberror }),
    ...(given.claims === undefined ? {} : { claims: given.claims }),
  }
  return jsonReply(given.status, body, {
    'cache-control': 'no-store',
    'x-ms-request-id': traceId,
    ...headers,
  })
}
