import { parseIdentity } from '../identity.ts'
import { ProtocolError } from '../protocol-error.ts'
import { toDigest, toPrefixedDigest, verifySignature } from '../signature.ts'
import { bytesOf, expectSame, textOf, type VectorEntry } from './vector-entry.ts'

/** A signature over a message is taken or refused as the vector says. */
export function checkSignature(entry: VectorEntry): void {
  expectSame('verified', verifies(entry), entry['expected'])
}

function verifies(entry: VectorEntry): boolean {
  const message = bytesOf(entry, 'message')
  const digest =
    textOf(entry, 'scheme') === 'v0' ? toPrefixedDigest(bytesOf(entry, 'oldId'), message) : toDigest(message)
  try {
    const identity = parseIdentity(bytesOf(entry, 'id'))
    return verifySignature({ identity, digest, signature: bytesOf(entry, 'signature') })
  } catch (error) {
    if (error instanceof ProtocolError) return false
    throw error
  }
}
