import { randomBytes } from 'node:crypto'
import type { Locator } from '@playwright/test'
import {
  identityFromEntropy,
  parseLink,
  toAccountDid,
  toFingerprint,
  type AuthenticatorAlgorithm,
  type IdentityVersion,
  type Service,
  type SigningIdentity,
  type SoftwareAlgorithm,
} from '@rollcall/vaultysid'
import { beginOverPeer, claimOverPeer } from '@rollcall/api/testing/peer-wallet'
import { runRelayExchange, softAuthenticator } from '@rollcall/vaultysid/wallet'
import { readQr } from './read-qr.ts'

/** Whose keys the wallet holds: a person's in software, or those of a security key or passkey; 0 and 2 are no person. */
export type WalletKind = SoftwareKind | AuthenticatorKind

interface SoftwareKind {
  readonly type: 0 | 1 | 2
  readonly algorithm: SoftwareAlgorithm
}

interface AuthenticatorKind {
  readonly type: 3 | 4
  readonly algorithm: AuthenticatorAlgorithm
}

export interface WalletOptions {
  readonly kind?: WalletKind
  /** Version of the protocol it speaks. */
  readonly version?: IdentityVersion
  /** How far its clock is ahead of this machine's. */
  readonly clockAheadMs?: number
}

const PERSON: WalletKind = { type: 1, algorithm: 'ed25519' }

/** A person's wallet, without the phone around it: it reads what a screen shows and answers over the relay. */
export class Wallet {
  readonly #keys: SigningIdentity
  readonly #version: IdentityVersion
  readonly #clockAheadMs: number

  constructor({ kind = PERSON, version = 1, clockAheadMs = 0 }: WalletOptions = {}) {
    this.#keys = makeKeys(kind, version)
    this.#version = version
    this.#clockAheadMs = clockAheadMs
  }

  /** As the server knows the wallet, whichever version it speaks. */
  get did(): string {
    return toAccountDid(this.#keys.identity)
  }

  /** What the wallet shows its owner, to compare with the screen. */
  get fingerprint(): string {
    return toFingerprint(this.#keys.identity)
  }

  /** Scans the QR in an element of a page and answers it. */
  async scan(element: Locator, service?: Service): Promise<{ serverDid: string }> {
    return this.answer(await readQrOf(element), service)
  }

  /**
   * Answers the text of a QR or a link that opens the wallet. Throws ProtocolError when the server refuses; the relay
   * gives no reason.
   */
  async answer(link: string, service: Service = 'auth'): Promise<{ serverDid: string }> {
    if (parseLink(link).kind !== 'relay')
      throw new Error(`This QR is for a data channel: use answerOverPeer, not answer, for ${link}`)
    return runRelayExchange({
      link,
      service,
      wallet: this.#keys,
      version: this.#version,
      fetch,
      now: () => Date.now() + this.#clockAheadMs,
      randomBytes: (length) => new Uint8Array(randomBytes(length)),
    })
  }

  /**
   * Answers the text of a QR over WebRTC. A wallet would go to port 443 of the host in the QR; this one signals to
   * `origin`. It stays connected until `beforeClose` has come true.
   */
  async answerOverPeer(link: string, origin: string, beforeClose: () => Promise<unknown>): Promise<void> {
    const parsed = parseLink(link)
    if (parsed.kind !== 'peer') throw new Error(`This QR is for the relay: ${link}`)
    await claimOverPeer({ origin, key: parsed.key, wallet: this.#keys, beforeClose })
  }

  /** Connects over WebRTC, is answered, and goes without a word more. */
  async leaveOverPeer(link: string, origin: string): Promise<void> {
    const { key } = parseLink(link)
    const { connected } = await beginOverPeer({ origin, key, wallet: this.#keys })
    await connected.close()
  }
}

/** The text of the QR that an element of a page shows. */
export async function readQrOf(element: Locator): Promise<string> {
  return readQr(await element.screenshot({ animations: 'disabled' }))
}

function makeKeys(kind: WalletKind, version: IdentityVersion): SigningIdentity {
  const entropy = new Uint8Array(randomBytes(32))
  return isAuthenticator(kind)
    ? softAuthenticator({ ...kind, version, entropy })
    : identityFromEntropy({ ...kind, version, entropy })
}

function isAuthenticator(kind: WalletKind): kind is AuthenticatorKind {
  return kind.type >= 3
}
