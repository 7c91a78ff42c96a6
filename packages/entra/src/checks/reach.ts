import type { HttpTransport } from '../http-transport.ts'
import { startDeadline } from '../timing.ts'
import { toTransportFailure, type TransportFailure } from '../transport-failure.ts'

/** One plain request without credentials. */
export type Reach =
  | {
      readonly kind: 'answered'
      readonly host: string
      readonly status: number
      readonly body: unknown
      /** False when a web page or nothing readable came back, as from a proxy's block page. */
      readonly json: boolean
      readonly requestId: string | null
      /** How far the server's clock is ahead of ours, in milliseconds; null when it sent no date. */
      readonly aheadMs: number | null
    }
  | { readonly kind: 'failed'; readonly failure: TransportFailure }

const REACH_TIMEOUT_MS = 8_000

export async function reach(
  transport: HttpTransport,
  url: string,
  signal: AbortSignal,
  now: () => number,
): Promise<Reach> {
  const { host } = new URL(url)
  const deadline = startDeadline(signal, REACH_TIMEOUT_MS)
  try {
    const before = now()
    const response = await transport.fetch(url, { signal: deadline.signal })
    const middle = (before + now()) / 2
    const body = parseJson(await response.text())
    const date = Date.parse(response.headers.get('date') ?? '')
    return {
      kind: 'answered',
      host,
      status: response.status,
      body,
      json: body !== undefined,
      requestId: response.headers.get('x-ms-request-id') ?? response.headers.get('request-id'),
      aheadMs: Number.isNaN(date) ? null : date - middle,
    }
  } catch (error) {
    const late = new DOMException('The answer took too long.', 'TimeoutError')
    const cause = deadline.expired() ? late : error
    return { kind: 'failed', failure: toTransportFailure(cause, host, transport.proxyHost) }
  } finally {
    deadline.done()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
