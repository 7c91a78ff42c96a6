import {
  identityFromEntropy,
  openFrame,
  parseLink,
  sealFrame,
  toReceiverPeerId,
  toRelayToken,
  type Algorithm,
  type SigningIdentity,
} from '@rollcall/vaultysid'
import { softAuthenticator, startExchange, type ExchangeOptions } from '@rollcall/vaultysid/wallet'
import { randomBytes } from 'node:crypto'
import { receiveFrame, type FrameAnswer } from '../claims/receive-frame.ts'
import type { Context } from '../context.ts'

export interface WalletKind {
  readonly type?: 0 | 1 | 2 | 3 | 4
  readonly algorithm?: Algorithm
  /** Wallets of the same entropy are the same wallet. */
  readonly entropy?: Uint8Array
}

/** A new wallet: a person's with Ed25519 unless told otherwise. */
export function makeWallet({ type = 1, algorithm = 'ed25519', entropy }: WalletKind = {}): SigningIdentity {
  const from = { version: 1, entropy: entropy ?? new Uint8Array(randomBytes(32)) } as const
  if (type === 3 || type === 4) {
    if (algorithm === 'ed25519' || algorithm === 'mldsa87' || algorithm === 'hybrid')
      throw new Error('An authenticator has algorithms of its own.')
    return softAuthenticator({ type, algorithm, ...from })
  }
  if (algorithm !== 'ed25519' && algorithm !== 'mldsa87' && algorithm !== 'hybrid')
    throw new Error('Only an authenticator has this algorithm.')
  return identityFromEntropy({ type, algorithm, ...from })
}

export interface ScanOptions extends Partial<Omit<ExchangeOptions, 'wallet'>> {
  readonly ctx: Context
  /** What the QR says, in either form. */
  readonly qr: string
  readonly wallet?: SigningIdentity
  /** The connection; without one the relay is used. */
  readonly channel?: string
  /** How far the wallet's clock is ahead of the server's, in milliseconds. */
  readonly ahead?: number
}

/** A wallet that has read a QR and talks to the server by calling the verb itself. */
export interface Scan {
  readonly wallet: SigningIdentity
  /** First message; keeps the answer for `finish`. */
  start(): Promise<FrameAnswer>
  /** Last message, from the answer to the first; `by` is the server process it reaches. */
  finish(by?: Context): Promise<FrameAnswer>
  /** The frames that were sent, to send them again. */
  readonly sent: string[]
  /** Whether a relay gave our last message back. */
  accepts(answer: FrameAnswer): boolean
  /** The last message as a frame, to be posted. */
  seal(): string
  /** Anything at all, sealed with the key of the QR. */
  send(message: Uint8Array): Promise<FrameAnswer>
  /** Anything at all, as it is. */
  post(frame: string): Promise<FrameAnswer>
  readonly step1: Uint8Array | null
}

export function scan(options: ScanOptions): Scan {
  const { ctx, qr, wallet = makeWallet(), channel, service = 'register', ahead = 0, ...rest } = options
  const { key } = parseLink(qr)
  const to =
    channel === undefined ? { relayToken: toRelayToken(key) } : { receiverPeer: toReceiverPeerId(key) }
  const exchange = startExchange({
    ...rest,
    service,
    wallet,
    now: ctx.now().getTime() + ahead,
    nonce: new Uint8Array(randomBytes(16)),
  })
  const sent: string[] = []
  let step1: Uint8Array | null = null
  const post = (frame: string, by = ctx) => {
    sent.push(frame)
    return receiveFrame({ ctx: by, to, frame, channel: channel ?? 'relay' })
  }
  const seal = (message: Uint8Array) => sealFrame({ key, message, nonce: new Uint8Array(randomBytes(24)) })
  const complete = () => {
    if (!step1) throw new Error('The wallet has not been answered.')
    return exchange.complete(step1)
  }
  return {
    wallet,
    sent,
    get step1() {
      return step1
    },
    post: (frame) => post(frame),
    send: (message) => post(seal(message)),
    seal: () => seal(complete()),
    async start() {
      const answer = await post(seal(exchange.init))
      if (answer.kind === 'reply') step1 = openFrame({ key, frame: answer.frame })
      return answer
    },
    finish: (by) => post(seal(complete()), by),
    accepts: (answer) => answer.kind === 'reply' && exchange.accepts(openFrame({ key, frame: answer.frame })),
  }
}

/** Scans a QR and goes through with it. True when the wallet would say that it worked. */
export async function runExchange(options: ScanOptions): Promise<boolean> {
  const wallet = scan(options)
  const first = await wallet.start()
  return first.kind === 'reply' && wallet.accepts(await wallet.finish())
}
