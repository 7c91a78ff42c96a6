import {
  openFrame,
  sealFrame,
  toAccountDid,
  toFingerprint,
  toRelayToken,
  verifyCertificate,
  type SigningIdentity,
} from '@rollcall/vaultysid'
import { startExchange } from '@rollcall/vaultysid/wallet'
import type { WalletRequest } from './recognise-link.ts'

const INIT_NONCE_BYTES = 16
const FRAME_NONCE_BYTES = 24

/** A server that has proven who it is, and waits for the wallet's signature. */
export interface ConnectedServer {
  readonly did: string
  readonly fingerprint: string
  /** Sends the signature; resolves once the server has accepted it. Throws when it does not. */
  approve(): Promise<void>
}

/** Begins the exchange and checks the server's answer. Nothing is bound before `approve`. Throws Error. */
export async function connect(request: WalletRequest, wallet: SigningIdentity): Promise<ConnectedServer> {
  const exchange = startExchange({
    wallet,
    service: request.purpose === 'login' ? 'auth' : 'register',
    now: Date.now(),
    nonce: crypto.getRandomValues(new Uint8Array(INIT_NONCE_BYTES)),
    ...(request.did ? { did: request.did } : {}),
  })
  const last = exchange.complete(await post(request, exchange.init))
  const { server } = verifyCertificate(last)
  return {
    did: toAccountDid(server),
    fingerprint: toFingerprint(server),
    approve: async () => {
      const echo = await post(request, last)
      if (!exchange.accepts(echo))
        throw new Error('The server answered with something else than the signature.')
    },
  }
}

/** The relay is no part of the console's API: it takes sealed text from any wallet, this one included. */
async function post({ key, relayUrl }: WalletRequest, message: Uint8Array): Promise<Uint8Array> {
  const nonce = crypto.getRandomValues(new Uint8Array(FRAME_NONCE_BYTES))
  const response = await fetch(`${relayUrl}/${toRelayToken(key)}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    credentials: 'omit',
    body: sealFrame({ key, message, nonce }),
  })
  return openFrame({ key, frame: await response.text() })
}
