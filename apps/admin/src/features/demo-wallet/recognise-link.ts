import { parseLink, type PeerLink, type RelayLink } from '@rollcall/vaultysid'

export type Purpose = 'claim' | 'login'

/** A request that the demo wallet can answer, over the relay whatever form the QR had. */
export interface WalletRequest {
  readonly kind: 'request'
  readonly key: string
  /** Address of the relay, without the token. */
  readonly relayUrl: string
  /** Who asks, as far as the link says. */
  readonly host: string
  /** DID of the server that must answer; null when the link does not name one. */
  readonly did: string | null
  /** What it is for; null when the link does not say. */
  readonly purpose: Purpose | null
}

/** The address in an email: it opens a page that shows a QR, and is nothing for a wallet. */
export interface EmailedLink {
  readonly kind: 'page'
  readonly path: string
}

export type Recognised = WalletRequest | EmailedLink | { readonly kind: 'unknown' }

/**
 * Reads what was pasted or opened: the text of a QR, a link that opens a wallet, or the address of this page with one
 * in it. `origin` is where this page came from, whose relay is asked: a browser may know the server by another name.
 */
export function recogniseLink(text: string, origin: string): Recognised {
  const trimmed = text.trim()
  const page = /^https?:\/\/[^/]+(\/(?:claim|invite)\/[\w-]+)(?:[?#].*)?$/.exec(trimmed)?.[1]
  if (page) return { kind: 'page', path: page }
  const inner = /\/demo\/wallet[?#](.*)$/.exec(trimmed)?.[1]
  const parameters = new URLSearchParams(inner)
  const link = tryParse(parameters.get('link') ?? trimmed)
  if (!link) return { kind: 'unknown' }
  return toRequest(link, toPurpose(parameters.get('for')), origin)
}

export function toPurpose(text: string | null | undefined): Purpose | null {
  return text === 'claim' || text === 'login' ? text : null
}

function tryParse(text: string): PeerLink | RelayLink | null {
  try {
    return parseLink(text)
  } catch {
    return null
  }
}

function toRequest(link: PeerLink | RelayLink, purpose: Purpose | null, origin: string): WalletRequest {
  const { key } = link
  const relayUrl = `${origin}/wallet`
  if (link.kind === 'relay') {
    return { kind: 'request', key, relayUrl, host: new URL(link.url).host, did: null, purpose }
  }
  const told = link.service === 'register' ? 'claim' : 'login'
  return { kind: 'request', key, relayUrl, host: link.host, did: link.did, purpose: purpose ?? told }
}
