import type { ClientCredential, CloudEndpoints, SourceSettings } from '@rollcall/vocabulary'
import { certificateFacts, type CertificateReading } from './client-certificate.ts'
import { createGraphClient, type GraphClient } from './graph-client.ts'
import { createExchange } from './graph-exchange.ts'
import { looksLikeSecretId, type TokenContext } from './hints.ts'
import type { HttpTransport } from './http-transport.ts'
import { portalLinks } from './portal-links.ts'
import type { Patience } from './retry.ts'
import type { Throttle } from './throttle.ts'
import type { Timing } from './timing.ts'
import { requestToken, type TokenRequest } from './token-request.ts'
import { createTokenSource, type TokenSource } from './token-source.ts'

export interface SourceParts {
  readonly endpoints: CloudEndpoints
  readonly transport: HttpTransport
  readonly timing: Timing
  readonly throttle: Throttle
  readonly patience: Patience
  readonly timeoutMs: number
}

/** One application signed in to one tenant. Clients with different patience share its token and its throttle. */
export interface Session {
  readonly tokens: TokenSource
  readonly context: TokenContext
  clientWith(patience: Patience): GraphClient
}

const TOKEN_TIMEOUT_MS = 30_000

function readCertificate(credential: ClientCredential): CertificateReading | null {
  if (credential.kind === 'secret') return null
  return certificateFacts(credential.certificate, credential.privateKey)
}

export function openSession(settings: SourceSettings, parts: SourceParts): Session {
  const { endpoints, transport, timing, timeoutMs, throttle } = parts
  const { graphRoot, authorityHost } = endpoints
  const request: TokenRequest = {
    transport,
    authorityHost,
    graphRoot,
    tenant: settings.directoryId,
    clientId: settings.clientId,
    credential: settings.credential,
    timeoutMs: Math.min(timeoutMs, TOKEN_TIMEOUT_MS),
    now: timing.now,
  }
  const tokens = createTokenSource((signal) => requestToken(request, signal), timing.now)
  const exchange = createExchange({ transport, graphRoot, timeoutMs })
  const onNotice = settings.onNotice ?? (() => undefined)
  const context: TokenContext = {
    tenant: settings.directoryId,
    clientId: settings.clientId,
    secretLooksLikeId:
      settings.credential.kind === 'secret' && looksLikeSecretId(settings.credential.clientSecret),
    certificate: readCertificate(settings.credential),
    cloudLabel: endpoints.label,
    links: portalLinks(endpoints.portal, settings.clientId),
  }
  return {
    tokens,
    context,
    clientWith: (patience) =>
      createGraphClient({ tokens, exchange, context, graphRoot, timing, throttle, patience, onNotice }),
  }
}
