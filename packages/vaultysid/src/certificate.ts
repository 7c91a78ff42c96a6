import type { IdentityVersion } from './identity.ts'
import { ProtocolError } from './protocol-error.ts'
import { isMap, readMap, type ValueMap } from './read-msgpack.ts'

/** The one record that travels back and forth and grows. 1 is the wallet's side, 2 the server's. */
export type Certificate = {
  readonly version: IdentityVersion
  readonly protocol: string
  readonly service: string
  /** The wallet's clock, milliseconds since 1970. */
  readonly timestamp: number
  readonly pk1: Uint8Array
  readonly pk2?: Uint8Array | undefined
  /** 16 bytes of the wallet, and then 16 of the server. */
  readonly nonce: Uint8Array
  readonly sign1?: Uint8Array | undefined
  readonly sign2?: Uint8Array | undefined
  readonly metadata: ValueMap
}

/** The server's answer. */
export type Step1 = Certificate & { readonly pk2: Uint8Array; readonly sign2: Uint8Array }
/** The wallet's last message. */
export type Complete = Step1 & { readonly sign1: Uint8Array }

/** Reads a message and its fields by name; fields that are not known are left out. Throws `malformed`, `bad-version`. */
export function parseCertificate(bytes: Uint8Array): Certificate {
  const fields = readMap(bytes)
  const metadata = fields.get('metadata')
  if (!isMap(metadata)) throw malformed('metadata')
  return {
    version: parseVersion(fields),
    protocol: textOf(fields, 'protocol'),
    service: textOf(fields, 'service'),
    timestamp: parseTimestamp(fields),
    pk1: bytesOf(fields, 'pk1'),
    pk2: optionalBytes(fields, 'pk2'),
    nonce: bytesOf(fields, 'nonce'),
    sign1: optionalBytes(fields, 'sign1'),
    sign2: optionalBytes(fields, 'sign2'),
    metadata,
  }
}

/** Which message of the exchange it is shows in the fields it has. */
export function isInit({ pk2, sign1, sign2 }: Certificate): boolean {
  return !pk2 && !sign1 && !sign2
}

/** Whether a message begins an exchange; false for anything that cannot be read. */
export function isFirstMessage(bytes: Uint8Array): boolean {
  try {
    return isInit(parseCertificate(bytes))
  } catch (error) {
    if (error instanceof ProtocolError) return false
    throw error
  }
}

export function asStep1(certificate: Certificate): Step1 | undefined {
  const { pk2, sign1, sign2 } = certificate
  return pk2 && sign2 && !sign1 ? { ...certificate, pk2, sign2 } : undefined
}

export function asComplete(certificate: Certificate): Complete | undefined {
  const { pk2, sign1, sign2 } = certificate
  return pk2 && sign1 && sign2 ? { ...certificate, pk2, sign1, sign2 } : undefined
}

function parseVersion(fields: ValueMap): IdentityVersion {
  const version = fields.get('version')
  if (version === 0 || version === 1) return version
  if (!fields.has('version')) return 0
  if (typeof version !== 'number') throw malformed('version')
  throw new ProtocolError('bad-version', 'The message is of a version that is not known.')
}

function parseTimestamp(fields: ValueMap): number {
  const timestamp = fields.get('timestamp')
  if (typeof timestamp !== 'number' || timestamp <= 0) throw malformed('timestamp')
  return timestamp
}

function textOf(fields: ValueMap, name: string): string {
  const value = fields.get(name)
  if (typeof value !== 'string') throw malformed(name)
  return value
}

function bytesOf(fields: ValueMap, name: string): Uint8Array {
  const value = optionalBytes(fields, name)
  if (!value) throw malformed(name)
  return value
}

function optionalBytes(fields: ValueMap, name: string): Uint8Array | undefined {
  if (!fields.has(name)) return undefined
  const value = fields.get(name)
  if (!(value instanceof Uint8Array)) throw malformed(name)
  return value
}

function malformed(field: string): ProtocolError {
  return new ProtocolError('malformed', `The message has no usable ${field}.`)
}
