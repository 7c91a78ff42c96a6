/** Why no answer came back at all. `cut` broke while it was in use; `closed` is our own doing, at shutdown. */
export type TransportKind =
  | 'dns'
  | 'refused'
  | 'timeout'
  | 'untrusted'
  | 'certificate_expired'
  | 'certificate_name'
  | 'tls'
  | 'proxy'
  | 'proxy_unreachable'
  | 'cut'
  | 'closed'
  | 'other'

export interface TransportFailure {
  readonly kind: TransportKind
  /** Node's or OpenSSL's own name for it, for example ENOTFOUND. */
  readonly code: string
  readonly host: string
}

const KIND_OF_CODE: Readonly<Record<string, TransportKind>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ETIMEDOUT: 'timeout',
  TimeoutError: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_SIGNATURE_FAILURE: 'untrusted',
  CERT_HAS_EXPIRED: 'certificate_expired',
  CERT_NOT_YET_VALID: 'certificate_expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_name',
  EPROTO: 'tls',
  ECONNRESET: 'cut',
  EPIPE: 'cut',
  UND_ERR_SOCKET: 'cut',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'cut',
  UND_ERR_DESTROYED: 'closed',
  UND_ERR_CLOSED: 'closed',
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** The error and what caused it, outermost first. Several addresses tried at once come as a list; the first one speaks. */
function chain(error: unknown): Record<string, unknown>[] {
  const links: Record<string, unknown>[] = []
  let next: unknown = error
  while (isRecord(next) && links.length < 8) {
    links.push(next)
    next = next['cause'] ?? (Array.isArray(next['errors']) ? next['errors'][0] : undefined)
  }
  return links
}

/** With a proxy, names are looked up and connections opened by it, so what fails before that is the proxy itself. */
export function toTransportFailure(
  error: unknown,
  host: string,
  proxyHost: string | null = null,
): TransportFailure {
  const failure = classify(error, host)
  if (proxyHost === null || (failure.kind !== 'dns' && failure.kind !== 'refused')) return failure
  return { ...failure, kind: 'proxy_unreachable', host: proxyHost }
}

function classify(error: unknown, host: string): TransportFailure {
  const links = chain(error)
  const text = links.map((link) => (typeof link['message'] === 'string' ? link['message'] : '')).join(' ')
  if (/proxy response|http tunnel/i.test(text)) {
    return { kind: 'proxy', code: /\((\d{3})\)/.exec(text)?.[1] ?? 'PROXY', host }
  }
  for (const link of links.toReversed()) {
    for (const code of [link['code'], link['name']]) {
      if (typeof code !== 'string') continue
      const kind = KIND_OF_CODE[code] ?? (code.startsWith('ERR_SSL_') ? 'tls' : undefined)
      if (kind) return { kind, code, host }
    }
  }
  return { kind: /terminated|other side closed/i.test(text) ? 'cut' : 'other', code: codeOf(links), host }
}

function codeOf(links: readonly Record<string, unknown>[]): string {
  const code = links.map((link) => link['code']).find((value) => typeof value === 'string')
  return typeof code === 'string' ? code : 'UNKNOWN'
}

const LASTING = new Set<TransportKind>([
  'untrusted',
  'certificate_expired',
  'certificate_name',
  'tls',
  'proxy',
  'closed',
])

/** A wrong certificate or a refusing proxy stays wrong; the rest may pass with time. */
export function mayPass(kind: TransportKind): boolean {
  return !LASTING.has(kind)
}
