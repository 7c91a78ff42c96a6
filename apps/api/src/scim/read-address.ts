/** The connection that a path names, with its id in lower case; or none, because the token does, or because it cannot be an id. */
export type AddressedConnection =
  | { readonly kind: 'named'; readonly id: string }
  | { readonly kind: 'by_token' }
  | { readonly kind: 'malformed' }

/** Where a request goes: the connection its path names, and what stands behind the base URL. */
export interface ScimAddress {
  readonly connection: AddressedConnection
  /** Decoded, without empty ones; null when they cannot be decoded. */
  readonly segments: readonly string[] | null
  /** Behind the base URL, as it was sent, without the query. */
  readonly path: string
  /** Behind the question mark, as it was sent. */
  readonly query: string
}

/** Each connection has its base URL here; its id is the next segment. */
export const INBOUND_PREFIX = '/scim/v2/inbound'
/** One base URL for all connections. */
export const TOKEN_PREFIX = '/api/scim/v2'

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isScimId(text: string): boolean {
  return ID.test(text)
}

/** The prefix under which the service provider answers this URL; null for other URLs. */
export function scimPrefixOf(url: string): string | null {
  for (const prefix of [INBOUND_PREFIX, TOKEN_PREFIX])
    if (url.startsWith(prefix) && /^([/?#]|$)/.test(url.slice(prefix.length, prefix.length + 1)))
      return prefix
  return null
}

/**
 * A URL that the router takes: it answers a path that cannot be decoded by itself, and not in the words of SCIM. The
 * request keeps its original URL beside this one.
 */
export function toRoutable(url: string): string {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  if (!path.includes('%') || scimPrefixOf(url) === null || decode(path) !== null) return url
  return path.replaceAll('%', '%25') + url.slice(path.length)
}

/** Slashes may be doubled, or stand at the end. */
export function readAddress(url: string, prefix: string): ScimAddress {
  const mark = url.indexOf('?')
  const path = url.slice(prefix.length, mark < 0 ? undefined : mark)
  const query = mark < 0 ? '' : url.slice(mark + 1)
  if (prefix === TOKEN_PREFIX)
    return { connection: { kind: 'by_token' }, segments: decode(path), path, query }

  const [, id = '', rest = ''] = /^\/*([^/]*)(.*)$/s.exec(path) ?? []
  return { connection: toConnection(id), segments: decode(rest), path: rest, query }
}

function toConnection(id: string): AddressedConnection {
  return isScimId(id) ? { kind: 'named', id: id.toLowerCase() } : { kind: 'malformed' }
}

function decode(path: string): string[] | null {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map((segment) => (segment.includes('%') ? decodeURIComponent(segment) : segment))
  } catch {
    return null
  }
}
