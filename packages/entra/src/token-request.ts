import {
  AuthError,
  ConfidentialClientApplication,
  type INetworkModule,
  type NodeAuthOptions,
} from '@azure/msal-node'
import type { ClientCredential } from '@rollcall/vocabulary'
import { randomUUID } from 'node:crypto'
import { certificateFacts, certificateFault, toSigningParts } from './client-certificate.ts'
import type { HttpTransport } from './http-transport.ts'
import { toTokenFailure, type ExchangeTrace, type TokenFailure } from './msal-errors.ts'
import { parseRetryAfter } from './retry.ts'
import { startDeadline, throwIfCancelled } from './timing.ts'
import { toTransportFailure } from './transport-failure.ts'

export interface TokenRequest {
  readonly transport: HttpTransport
  readonly authorityHost: string
  readonly graphRoot: string
  readonly tenant: string
  readonly clientId: string
  readonly credential: ClientCredential
  readonly timeoutMs: number
  readonly now: () => number
}

export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: string; readonly expiresAt: number }
  | { readonly kind: 'failure'; readonly failure: TokenFailure }

/**
 * MSAL's own network module hides why a connection failed and never times out. This one keeps the cause in `trace`,
 * and turns an answer that is no JSON into an OAuth error so that MSAL keeps the status.
 */
function networkModule(request: TokenRequest, trace: ExchangeTrace, signal: AbortSignal): INetworkModule {
  async function send<T>(method: 'GET' | 'POST', url: string, options?: MsalOptions): Promise<MsalAnswer<T>> {
    const deadline = startDeadline(signal, request.timeoutMs)
    try {
      const response = await request.transport.fetch(url, {
        method,
        headers: options?.headers ?? {},
        body: options?.body ?? null,
        signal: deadline.signal,
      })
      const body = readBody(await response.text(), response.status)
      trace.status = response.status
      trace.retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), request.now())
      const headers = Object.fromEntries(response.headers.entries())
      // MSAL names the type it hopes for and then checks every field itself.
      return { status: response.status, headers, body: body as T } // oxlint-disable-line typescript/no-unsafe-type-assertion -- see above
    } catch (cause) {
      trace.transport = toTransportFailure(cause, new URL(url).host, request.transport.proxyHost)
      throw new AuthError('http_transport_error', '', `No answer from ${trace.transport.host}.`)
    } finally {
      deadline.done()
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  }
}

interface MsalOptions {
  headers?: Record<string, string>
  body?: string
}
interface MsalAnswer<T> {
  status: number
  headers: Record<string, string>
  body: T
}

function readBody(words: string, status: number): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return { error: 'not_json', error_description: `HTTP ${status} without a readable answer.` }
  }
}

type Proof = Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate'>

/** What is shown to Microsoft, or why a certificate is not worth showing. */
function toProof(credential: ClientCredential, now: number): Proof | { fault: string } {
  if (credential.kind === 'secret') return { clientSecret: credential.clientSecret }
  const { certificate, privateKey } = credential
  const reading = certificateFacts(certificate, privateKey)
  const fault = certificateFault(reading, now)
  if (fault !== null || reading.kind !== 'read') return { fault: fault ?? 'certificate_unreadable' }
  const { thumbprintSha256 } = reading.facts
  return { clientCertificate: { thumbprintSha256, ...toSigningParts(certificate, privateKey) } }
}

/** With the addresses given, MSAL asks nobody where to sign in, and Microsoft's own error reaches us. */
function createApp(
  request: TokenRequest,
  proof: Proof,
  networkClient: INetworkModule,
): ConfidentialClientApplication {
  const authority = `${request.authorityHost}/${encodeURIComponent(request.tenant)}`
  return new ConfidentialClientApplication({
    auth: {
      clientId: request.clientId,
      ...proof,
      authority,
      knownAuthorities: [new URL(request.authorityHost).host],
      authorityMetadata: JSON.stringify({
        token_endpoint: `${authority}/oauth2/v2.0/token`,
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
        jwks_uri: `${authority}/discovery/v2.0/keys`,
        issuer: `${authority}/v2.0`,
      }),
    },
    system: { networkClient },
  })
}

/**
 * One token request (OAuth 2.0 client credentials, RFC 6749 section 4.4) with a new MSAL application, because MSAL
 * remembers refusals per application and would repeat an old answer without asking.
 */
export async function requestToken(request: TokenRequest, signal: AbortSignal): Promise<TokenAnswer> {
  throwIfCancelled(signal)
  const trace: ExchangeTrace = { status: null, retryAfterMs: null, transport: null }
  try {
    const proof = toProof(request.credential, request.now())
    if ('fault' in proof)
      return { kind: 'failure', failure: toTokenFailure({ errorCode: proof.fault }, trace) }
    const app = createApp(request, proof, networkModule(request, trace, signal))
    const result = await app.acquireTokenByClientCredential({
      scopes: [`${request.graphRoot}/.default`],
      correlationId: randomUUID(),
    })
    if (result?.accessToken) {
      return { kind: 'token', token: result.accessToken, expiresAt: result.expiresOn?.getTime() ?? 0 }
    }
    return { kind: 'failure', failure: toTokenFailure(new Error('The answer holds no token.'), trace) }
  } catch (error) {
    throwIfCancelled(signal)
    return { kind: 'failure', failure: toTokenFailure(error, trace) }
  }
}
