import { answerInit } from '../answer-init.ts'
import type { Algorithm } from '../algorithms.ts'
import type { IdentityVersion } from '../identity.ts'
import { identityFromEntropy, type SigningIdentity } from '../signing-identity.ts'
import { startExchange, type ExchangeOptions } from '../wallet/exchange.ts'
import { softAuthenticator } from '../wallet/soft-authenticator.ts'

export const NOW = 1_790_000_000_000

export function bytes(length: number, fill: number): Uint8Array {
  return new Uint8Array(length).fill(fill)
}

export function sampleServer(fill = 1): SigningIdentity {
  return identityFromEntropy({ type: 0, algorithm: 'ed25519', version: 1, entropy: bytes(32, fill) })
}

/** A person's identity: type 1 for keys in software, type 4 for an authenticator. */
export function sampleWallet(algorithm: Algorithm = 'ed25519', fill = 2): SigningIdentity {
  const entropy = bytes(32, fill)
  if (algorithm === 'ed25519' || algorithm === 'mldsa87' || algorithm === 'hybrid') {
    return identityFromEntropy({ type: 1, algorithm, version: 1, entropy })
  }
  return softAuthenticator({ type: 4, algorithm, version: 1, entropy })
}

export interface SampleExchange {
  readonly server: SigningIdentity
  readonly wallet: SigningIdentity
  readonly init: Uint8Array
  readonly step1: Uint8Array
  readonly complete: Uint8Array
}

/** An exchange that went well, at `NOW`. */
export function sampleExchange(
  options: Partial<ExchangeOptions> & { readonly version: IdentityVersion },
): SampleExchange {
  const server = sampleServer()
  const wallet = options.wallet ?? sampleWallet()
  const exchange = startExchange({ service: 'register', ...options, wallet, now: NOW, nonce: bytes(16, 3) })
  const { step1 } = answerInit({ server, message: exchange.init, now: NOW, nonce: bytes(16, 4) })
  return { server, wallet, init: exchange.init, step1, complete: exchange.complete(step1) }
}
