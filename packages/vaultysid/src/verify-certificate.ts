import { asComplete, parseCertificate } from './certificate.ts'
import {
  checkPurpose,
  NONCE_BYTES,
  parseSide,
  refuseSelf,
  verifySide,
  type Service,
} from './exchange-checks.ts'
import { toVersion, type WalletIdentity } from './identity.ts'
import { ProtocolError } from './protocol-error.ts'
import { writeUnsigned } from './write-certificate.ts'

export interface Verified {
  /** Both at version 1. */
  readonly wallet: WalletIdentity
  readonly server: WalletIdentity
  /** The wallet's clock, milliseconds since 1970. */
  readonly timestamp: number
  readonly service: Service
}

/**
 * Verifies a stored COMPLETE without having taken part, at any time: both keys signed at about `timestamp`. Nothing
 * is proven about metadata in version 0. Throws ProtocolError.
 */
export function verifyCertificate(certificate: Uint8Array): Verified {
  const complete = asComplete(parseCertificate(certificate))
  if (!complete) throw new ProtocolError('unexpected-state', 'The certificate is not signed by both sides.')
  const service = checkPurpose(complete)
  if (complete.nonce.length !== 2 * NONCE_BYTES) {
    throw new ProtocolError('bad-nonce', 'The nonce does not have 32 bytes.')
  }
  const wallet = parseSide(complete.pk1, complete)
  const server = parseSide(complete.pk2, complete)
  refuseSelf(wallet, server)
  const unsigned = writeUnsigned(complete)
  if (!verifySide({ identity: server, unsigned, signature: complete.sign2 })) {
    throw new ProtocolError('bad-sign2', "The server's signature does not verify.")
  }
  if (!verifySide({ identity: wallet, unsigned, signature: complete.sign1 })) {
    throw new ProtocolError('bad-sign1', "The wallet's signature does not verify.")
  }
  const { timestamp } = complete
  return { wallet: toVersion(wallet, 1), server: toVersion(server, 1), timestamp, service }
}
