/** A STUN or TURN server as browsers name it. */
export interface IceServer {
  readonly urls: string
  readonly username?: string
  readonly credential?: string
}

const SERVER = /^(stuns?|turns?):(?:([^:@\s]*):([^@\s]*)@)?([^@\s]+)$/

/** Reads `stun:host:port` or `turn:user:password@host:port`; null for anything else. */
export function parseIceServer(text: string): IceServer | null {
  const [, scheme, username, credential, place] = SERVER.exec(text.trim()) ?? []
  if (scheme === undefined || place === undefined) return null
  const urls = `${scheme}:${place}`
  if (username === undefined || credential === undefined) return { urls }
  return { urls, username, credential }
}
