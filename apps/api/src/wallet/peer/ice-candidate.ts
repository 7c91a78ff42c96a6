import { isIP } from 'node:net'

/** An address at which one side can be reached over UDP (RFC 8839, 5.1). */
export interface Candidate {
  readonly foundation: string
  readonly priority: number
  readonly address: string
  readonly port: number
  readonly type: 'host' | 'srflx' | 'relay'
}

const LINE =
  /^(?:a=)?candidate:([\w+/]{1,32}) 1 udp (\d{1,10}) (\S{2,45}) (\d{1,5}) typ (host|srflx|relay)(?: .*)?$/i
const HIGHEST_PRIORITY = 2 ** 31 - 1

/**
 * Reads a line; null for what is of no use here or should not be followed: TCP, names (browsers hide their addresses behind
 * them, and connect to us instead), and addresses that are nobody's.
 */
export function parseCandidate(line: string): Candidate | null {
  const [, foundation = '', priority, address = '', port, type] = LINE.exec(line.trim()) ?? []
  const numbers = { priority: Number(priority), port: Number(port) }
  if (isIP(address) === 0 || address.includes('%') || isNobodys(address)) return null
  if (numbers.port < 1 || numbers.port > 65_535 || numbers.priority > HIGHEST_PRIORITY) return null
  return { foundation, address, ...numbers, type: toType(type) }
}

/** The line without anything that is not needed to connect. */
export function writeCandidate({ foundation, priority, address, port, type }: Candidate): string {
  const related = type === 'host' ? '' : ' raddr 0.0.0.0 rport 0'
  return `candidate:${foundation} 1 udp ${priority} ${address} ${port} typ ${type}${related}`
}

/** The same port at the address under which it is reached from outside; null when the address is of another family. */
export function atPublicAddress(own: Candidate, publicAddress: string): Candidate | null {
  if (own.type !== 'host' || isIP(own.address) !== isIP(publicAddress)) return null
  return { ...own, foundation: 'public', address: publicAddress }
}

/** Unspecified, multicast and broadcast. */
function isNobodys(address: string): boolean {
  if (isIP(address) === 6) return /^ff/i.test(address) || /^[0:]+$/.test(address)
  const first = Number(address.split('.')[0])
  return first === 0 || first >= 224
}

/** The expression lets only these through. */
function toType(type: string | undefined): Candidate['type'] {
  const word = type?.toLowerCase()
  return word === 'host' || word === 'relay' ? word : 'srflx'
}
