import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { Secret } from './secret.ts'

export interface KeyRing {
  /** Encrypts under the first key. Only `open` with the same purpose and row gives the text back. */
  seal(purpose: string, rowId: string, plaintext: string | Secret): Uint8Array<ArrayBuffer>
  /** Throws SealError when no key fits, or when the bytes or their place were changed. */
  open(purpose: string, rowId: string, sealed: Uint8Array): Secret
}

/** A sealed value cannot be opened, or a key cannot be used. The message is for whoever runs the server. */
export class SealError extends Error {
  override name = 'SealError'
}

interface Key {
  id: Buffer
  bytes: Buffer
}

/** Layout: format (1 byte), key id (4), nonce (12), tag (16), ciphertext. */
const FORMAT = 1
const ID_END = 5
const NONCE_END = ID_END + 12
const TAG_END = NONCE_END + 16

/**
 * A ring from base64 keys of 32 bytes, separated by commas: the first one seals, all of them open, so that a key is
 * replaced by putting the new one in front. AES-256-GCM (NIST SP 800-38D) with random nonces; purpose and row id are
 * authenticated, so a sealed value moved to another row or column does not open. Throws SealError on an unusable key.
 */
export function createKeyRing(secretKey: string | Secret): KeyRing {
  const keys = parseKeys(typeof secretKey === 'string' ? secretKey : secretKey.reveal())
  return {
    seal(purpose, rowId, plaintext) {
      return sealWith(keys[0], place(purpose, rowId), plaintext)
    },
    open(purpose, rowId, sealed) {
      const bytes = Buffer.from(sealed)
      if (bytes.length < TAG_END || bytes[0] !== FORMAT) {
        throw new SealError('The stored secret is not in a form this version knows. Enter it again.')
      }
      const key = keys.find((candidate) => candidate.id.equals(bytes.subarray(1, ID_END)))
      if (key) return openWith(key, place(purpose, rowId), bytes)
      throw new SealError(
        'The stored secret was sealed with a key this server does not have. Add that key after the current one, ' +
          'or enter the secret again.',
      )
    },
  }
}

function sealWith(key: Key, aad: Buffer, plaintext: string | Secret): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_END - ID_END)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(aad)
  const text = typeof plaintext === 'string' ? plaintext : plaintext.reveal()
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.of(FORMAT), key.id, nonce, cipher.getAuthTag(), ciphertext]))
}

function openWith(key: Key, aad: Buffer, bytes: Buffer): Secret {
  const nonce = bytes.subarray(ID_END, NONCE_END)
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_END - NONCE_END })
  decipher.setAAD(aad).setAuthTag(bytes.subarray(NONCE_END, TAG_END))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(TAG_END)), decipher.final()])
    return new Secret(text.toString('utf8'))
  } catch (error) {
    throw new SealError(
      'The stored secret was changed since it was sealed, or belongs elsewhere. Enter it again.',
      {
        cause: error,
      },
    )
  }
}

/** Lengths keep ("ab", "c") and ("a", "bc") apart. */
function place(purpose: string, rowId: string): Buffer {
  return Buffer.from(JSON.stringify([purpose, rowId]))
}

function parseKeys(text: string): [Key, ...Key[]] {
  const [first, ...rest] = text.split(',').map((part) => toKey(part.trim()))
  if (first) return [first, ...rest]
  throw new SealError('There is no secret key.')
}

function toKey(base64: string): Key {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length !== 32) {
    throw new SealError(
      'A secret key is 32 random bytes in base64 (44 characters). "openssl rand -base64 32" makes one; ' +
        'several are separated by commas.',
    )
  }
  return { id: createHash('sha256').update('rollcall key id').update(bytes).digest().subarray(0, 4), bytes }
}
