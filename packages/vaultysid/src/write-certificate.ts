import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Certificate } from './certificate.ts'
import type { Value } from './read-msgpack.ts'
import { writeMap } from './write-msgpack.ts'

/** The message as it travels, with the fields it has. */
export function writeCertificate(certificate: Certificate): Uint8Array {
  const { version, protocol, service, timestamp, pk1, pk2, nonce, sign1, sign2, metadata } = certificate
  const fields: [string, Value | undefined][] = [
    ['version', version],
    ['protocol', protocol],
    ['service', service],
    ['timestamp', timestamp],
    ['pk1', pk1],
    ['pk2', pk2],
    ['nonce', nonce],
    ['sign1', sign1],
    ['sign2', sign2],
    ['metadata', metadata],
  ]
  return writeMap(fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
}

/** What both sides sign. Protocol and service have been found to be among the known ones. */
export function writeUnsigned(certificate: Certificate & { readonly pk2: Uint8Array }): Uint8Array {
  if (certificate.version === 0) return writeUnsignedV0(certificate)
  return writeCertificate({ ...certificate, sign1: undefined, sign2: undefined })
}

/** Version 0 was written by hand: no version, metadata always empty, two-byte lengths, times as signed integers. */
function writeUnsignedV0(certificate: Certificate & { readonly pk2: Uint8Array }): Uint8Array {
  const { protocol, service, timestamp, pk1, pk2, nonce } = certificate
  return concatBytes(
    Uint8Array.of(0x87),
    shortText('protocol'),
    shortText(protocol),
    shortText('service'),
    shortText(service),
    shortText('timestamp'),
    integer(timestamp),
    shortText('pk1'),
    longBytes(pk1),
    shortText('pk2'),
    longBytes(pk2),
    shortText('nonce'),
    longBytes(nonce),
    shortText('metadata'),
    Uint8Array.of(0x80),
  )
}

function shortText(text: string): Uint8Array {
  const bytes = utf8ToBytes(text)
  return concatBytes(Uint8Array.of(0xa0 + bytes.length), bytes)
}

function longBytes(bytes: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(0xc5, bytes.length >> 8, bytes.length & 0xff), bytes)
}

function integer(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  if (value <= 0x7f) return bytes.slice(7)
  if (value <= 0xff) return concatBytes(Uint8Array.of(0xcc), bytes.subarray(7))
  if (value <= 0xffff) return concatBytes(Uint8Array.of(0xcd), bytes.subarray(6))
  if (value <= 0xffffffff) return concatBytes(Uint8Array.of(0xce), bytes.subarray(4))
  return concatBytes(Uint8Array.of(0xd3), bytes)
}
