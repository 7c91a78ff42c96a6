import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { fromBase64, toBase64 } from './base64.ts'
import { ProtocolError } from './protocol-error.ts'

/** One zero byte, not sealed: either side's way to end an exchange, whatever the reason. */
export const ABORT_FRAME = 'AA=='

const NONCE_BYTES = 24
/** Nonce, authenticator of 16 bytes, and at least one byte. */
const MIN_BYTES = 41
const MAX_CHARACTERS = 64 * 1024
const KEY = /^[0-9a-f]{64}$/

/** Seals a message for the channel. `key` is 64 hex digits, `nonce` 24 random bytes; the frame is base64. */
export function sealFrame(call: {
  readonly key: string
  readonly message: Uint8Array
  readonly nonce: Uint8Array
}): string {
  const sealed = xsalsa20poly1305(hexToBytes(call.key), call.nonce).encrypt(call.message)
  return toBase64(concatBytes(call.nonce, sealed))
}

/** Throws `decrypt-failed`, for whatever reason it does not open. */
export function openFrame(call: { readonly key: string; readonly frame: string }): Uint8Array {
  const bytes = call.frame.length > MAX_CHARACTERS ? undefined : fromBase64(call.frame)
  if (!bytes || bytes.length < MIN_BYTES || !KEY.test(call.key)) throw unopened()
  try {
    const cipher = xsalsa20poly1305(hexToBytes(call.key), bytes.subarray(0, NONCE_BYTES))
    return cipher.decrypt(bytes.subarray(NONCE_BYTES))
  } catch {
    throw unopened()
  }
}

function unopened(): ProtocolError {
  return new ProtocolError('decrypt-failed', 'The frame does not open with this key.')
}
