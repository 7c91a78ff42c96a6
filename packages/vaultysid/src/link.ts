import type { Service } from './exchange-checks.ts'
import { ProtocolError } from './protocol-error.ts'

export interface PeerLink {
  readonly kind: 'peer'
  readonly key: string
  readonly host: string
  readonly service: Service
  /** The server's DID at version 1. */
  readonly did: string
}

export interface RelayLink {
  readonly kind: 'relay'
  readonly key: string
  /** Address of the relay, without the token. */
  readonly url: string
  /** The wallet runs on the device that shows the link. */
  readonly phone: boolean
}

const KEY = /^[0-9a-f]{64}$/
const DID = /^did:vaultys:[0-9a-f]{40}$/

/** A link that makes the wallet connect over WebRTC, through the signalling server at `host`. */
export function toPeerLink(call: {
  readonly walletUrl: string
  readonly host: string
  /** 64 hex digits. */
  readonly key: string
  readonly service: Service
  /** The server's DID at version 1. */
  readonly did: string
}): string {
  const { walletUrl, host, key, service, did } = call
  const query = `key=${key}&host=${host}&protocol=p2p&service=${service}&did=${encodeURIComponent(did)}`
  return `${walletUrl.replace(/\/+$/, '')}/#vaultys://peerjs?${query}`
}

/** A link that makes the wallet post to the relay at `relayUrl`. */
export function toRelayLink(call: {
  readonly walletUrl: string
  /** Without the token, which the wallet derives from the key. */
  readonly relayUrl: string
  /** 64 hex digits. */
  readonly key: string
  readonly phone?: boolean
}): string {
  const phone = call.phone === true ? '&phone=true' : ''
  const link = `vaultys://register?url=${encodeURIComponent(call.relayUrl)}&key=${call.key}${phone}`
  return `${call.walletUrl}#${encodeURIComponent(link)}`
}

/** Reads a link as a wallet does, with the wallet's address in front or without. Throws `malformed`. */
export function parseLink(text: string): PeerLink | RelayLink {
  const [, action, query] = /^vaultys:\/\/(peerjs|register)\?(.*)$/.exec(bareLink(text)) ?? []
  const parameters = new URLSearchParams(query)
  const key = parameters.get('key') ?? ''
  if (action === undefined || !KEY.test(key)) throw malformed()
  return action === 'peerjs' ? parsePeerLink(key, parameters) : parseRelayLink(key, parameters)
}

/** What follows the wallet's address; relay links are encoded once more there. */
function bareLink(text: string): string {
  const link = text.startsWith('vaultys://') ? text : text.slice(text.indexOf('#') + 1)
  try {
    return link.startsWith('vaultys://') ? link : decodeURIComponent(link)
  } catch {
    throw malformed()
  }
}

function parsePeerLink(key: string, parameters: URLSearchParams): PeerLink {
  const host = parameters.get('host') ?? ''
  const service = parameters.get('service')
  const did = parameters.get('did') ?? ''
  if (host === '' || parameters.get('protocol') !== 'p2p' || !DID.test(did)) throw malformed()
  if (service !== 'auth' && service !== 'register') throw malformed()
  return { kind: 'peer', key, host, service, did }
}

function parseRelayLink(key: string, parameters: URLSearchParams): RelayLink {
  const url = parameters.get('url') ?? ''
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw malformed()
  return { kind: 'relay', key, url, phone: parameters.get('phone') === 'true' }
}

function malformed(): ProtocolError {
  return new ProtocolError('malformed', 'The link is not one that a wallet reads.')
}
