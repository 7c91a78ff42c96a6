import type { TransportFailure } from './transport-failure.ts'

/** A refused or failed token request in one shape, whichever way MSAL wrapped it. */
export interface TokenFailure {
  /** The number after AADSTS; null when Microsoft gave none. */
  readonly code: number | null
  /** OAuth 2.0 error (RFC 6749 section 5.2) or MSAL's own word for it. */
  readonly error: string
  readonly status: number | null
  /** First part of Microsoft's text, without ids and dates. Never holds a credential. */
  readonly description: string
  /** Conditional Access policy that blocked the sign-in. */
  readonly policyId: string | null
  /** Why no answer came at all; null when there was one. */
  readonly transport: TransportFailure | null
  readonly retryAfterMs: number | null
  /** Codes and ids that Microsoft support asks for. */
  readonly evidence: Readonly<Record<string, string>>
}

/** What our own network module saw of the exchange; MSAL does not pass it on. */
export interface ExchangeTrace {
  status: number | null
  retryAfterMs: number | null
  transport: TransportFailure | null
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
}

function text(error: unknown, name: string): string {
  const value = field(error, name)
  return typeof value === 'string' ? value : ''
}

function aadstsCode(error: unknown, words: string): number | null {
  const errorNo = field(error, 'errorNo')
  if (typeof errorNo === 'number') return errorNo
  if (typeof errorNo === 'string' && /^\d+$/.test(errorNo)) return Number(errorNo)
  const errorCode = text(error, 'errorCode')
  if (/^\d+$/.test(errorCode)) return Number(errorCode)
  const inText = /AADSTS(\d+)/.exec(words)?.[1]
  return inText ? Number(inText) : null
}

/** Cuts the ids and the time off; older answers put each on its own line, newer ones on the same. */
function withoutIds(words: string): string {
  const from = words.indexOf('AADSTS')
  const start = from >= 0 ? words.slice(from) : words
  return (start.split(/[\s-]*(?:Trace ID|Correlation ID|Timestamp):/)[0] ?? '').replace(/\s+/g, ' ').trim()
}

/** `claims` of a Conditional Access answer names the policy under access_token.capolids.values. */
export function policyIn(claims: string): string | null {
  if (!claims.includes('capolids')) return null
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(claims)?.[0] ?? null
}

function evidenceOf(
  error: unknown,
  words: string,
  facts: { code: number | null; status: number | null; transport: TransportFailure | null },
): Record<string, string> {
  const found: Record<string, string | undefined> = {
    code: facts.code === null ? undefined : `AADSTS${facts.code}`,
    error: text(error, 'errorCode'),
    httpStatus: facts.status === null ? undefined : String(facts.status),
    traceId: text(error, 'traceId') || /Trace ID:\s*([0-9a-f-]{36})/i.exec(words)?.[1],
    correlationId: text(error, 'correlationId') || /Correlation ID:\s*([0-9a-f-]{36})/i.exec(words)?.[1],
    timestamp: text(error, 'timestamp') || /Timestamp:\s*(\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)/.exec(words)?.[1],
    transport: facts.transport?.code,
    host: facts.transport?.host,
  }
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(found)) if (value) kept[name] = value
  return kept
}

export function toTokenFailure(error: unknown, trace: ExchangeTrace): TokenFailure {
  const words = text(error, 'errorMessage') || text(error, 'message')
  const code = trace.transport ? null : aadstsCode(error, words)
  const ownStatus = field(error, 'status')
  const status = typeof ownStatus === 'number' ? ownStatus : trace.status
  return {
    code,
    error: text(error, 'errorCode') || 'unknown_error',
    status,
    description: withoutIds(words),
    policyId: policyIn(text(error, 'claims')),
    transport: trace.transport,
    retryAfterMs: trace.retryAfterMs,
    evidence: evidenceOf(error, words, { code, status, transport: trace.transport }),
  }
}
