import { toRelayToken } from '../channel-names.ts'
import { parseCertificate } from '../certificate.ts'
import { toAccountDid } from '../did.ts'
import { NONCE_BYTES } from '../exchange-checks.ts'
import { ABORT_FRAME, openFrame, sealFrame } from '../frame.ts'
import { parseIdentity } from '../identity.ts'
import { parseLink } from '../link.ts'
import { ProtocolError } from '../protocol-error.ts'
import { startExchange, type ExchangeOptions } from './exchange.ts'

const FRAME_NONCE_BYTES = 24

/** What is used of `fetch`. */
export type RelayFetch = (
  url: string,
  request: { method: 'POST'; headers: Record<string, string>; body: string },
) => Promise<{ readonly ok: boolean; readonly status: number; text(): Promise<string> }>

/**
 * Answers a relay link as a wallet does: two posts, and the last message must come back. Throws ProtocolError when the
 * server refuses or is another one, and Error when it does not answer as a relay.
 */
export async function runRelayExchange(
  call: Omit<ExchangeOptions, 'service'> & {
    readonly link: string
    readonly fetch: RelayFetch
    /** Milliseconds since 1970. */
    readonly now: () => number
    readonly randomBytes: (length: number) => Uint8Array
    /** `auth` when it is not said, as most wallets send. */
    readonly service?: ExchangeOptions['service']
  },
): Promise<{ serverDid: string }> {
  const { link: text, fetch, now, randomBytes, ...options } = call
  const link = parseLink(text)
  if (link.kind !== 'relay') throw new ProtocolError('malformed', 'The link is not one of a relay.')
  const { key } = link
  const url = `${link.url.replace(/\/+$/, '')}/${toRelayToken(key)}`
  async function post(message: Uint8Array): Promise<Uint8Array> {
    const body = sealFrame({ key, message, nonce: randomBytes(FRAME_NONCE_BYTES) })
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body })
    if (!response.ok) throw new Error(`The relay answered with status ${response.status}.`)
    const frame = await response.text()
    if (frame === ABORT_FRAME) throw new ProtocolError('session-closed', 'The server ended the exchange.')
    return openFrame({ key, frame })
  }
  const exchange = startExchange({ service: 'auth', ...options, now: now(), nonce: randomBytes(NONCE_BYTES) })
  const step1 = await post(exchange.init)
  const echo = await post(exchange.complete(step1))
  if (!exchange.accepts(echo)) {
    throw new ProtocolError('unexpected-state', 'The server did not give the last message back.')
  }
  const { pk2 } = parseCertificate(echo)
  if (!pk2) throw new ProtocolError('malformed', 'The last message names no server.')
  return { serverDid: toAccountDid(parseIdentity(pk2)) }
}
