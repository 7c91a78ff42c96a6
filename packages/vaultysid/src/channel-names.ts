import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

// The hashes run over the key's 64 hex digits as text, not over the bytes they stand for.

/** Peer id the server waits under. */
export function toInitiatorPeerId(key: string): string {
  return hashText(`vaultys-initiator-${key}`)
}

/** Peer id the wallet connects as. */
export function toReceiverPeerId(key: string): string {
  return hashText(`vaultys-receiver-${key}`)
}

/** Last segment of the address the wallet posts to. */
export function toRelayToken(key: string): string {
  return hashText(`vaultys-${key}-server`)
}

function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}
