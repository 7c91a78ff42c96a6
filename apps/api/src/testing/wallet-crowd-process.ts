import { identityFromEntropy, toRelayLink, type SigningIdentity } from '@rollcall/vaultysid'
import { runRelayExchange } from '@rollcall/vaultysid/wallet'
import { randomBytes } from 'node:crypto'
import { beginOverPeer } from './peer-wallet.ts'

/** Many wallets at once in a process of their own; the order is its one argument, in JSON. */
export interface CrowdOrder {
  readonly origin: string
  /** `bare` asks for /healthz twice instead, to compare with. */
  readonly transport: 'relay' | 'peer' | 'bare'
  /** Keys of the QRs: 64 hex digits each. */
  readonly keys: readonly string[]
}

/** `held`: every wallet over a data channel has been answered and waits for the word to go on. */
export type CrowdNews =
  | { readonly kind: 'held' }
  | { readonly kind: 'finished'; readonly milliseconds: number; readonly failed: readonly string[] }

const FAREWELL_MS = 2_000

const { origin, transport, keys } = parseOrder(process.argv[2] ?? '')
const started = performance.now()
const failed: string[] = []
const run = { relay: claimOverRelay, bare: askBarely }
if (transport === 'peer') await claimOverPeers()
else await Promise.all(keys.map((key, at) => attempt(() => run[transport](key, at))))
tell({ kind: 'finished', milliseconds: performance.now() - started, failed })
process.disconnect()

async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    failed.push(error instanceof Error ? error.message : String(error))
    return null
  }
}

/** Each phone has an address of its own, as the proxy in front of the server would say. */
function headersOf(at: number): Record<string, string> {
  return { 'x-forwarded-for': `10.20.${at >> 8}.${at & 255}` }
}

function makeWallet(): SigningIdentity {
  const entropy = new Uint8Array(randomBytes(32))
  return identityFromEntropy({ type: 1, algorithm: 'ed25519', version: 1, entropy })
}

async function claimOverRelay(key: string, at: number): Promise<void> {
  await runRelayExchange({
    link: toRelayLink({ walletUrl: 'https://wallet.example', relayUrl: `${origin}/wallet`, key }),
    wallet: makeWallet(),
    fetch: (url, request) => fetch(url, { ...request, headers: { ...request.headers, ...headersOf(at) } }),
    now: () => Date.now(),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  })
}

async function askBarely(_key: string, at: number): Promise<void> {
  for (const _ of [1, 2]) await (await fetch(`${origin}/healthz`, { headers: headersOf(at) })).text()
}

async function claimOverPeers(): Promise<void> {
  const begin = (key: string, at: number) =>
    attempt(() => beginOverPeer({ origin, key, wallet: makeWallet(), headers: headersOf(at) }))
  const begun = await Promise.all(keys.map(begin))
  const goOn = new Promise((resolve) => process.once('message', resolve))
  tell({ kind: 'held' })
  await goOn
  for (const wallet of begun) wallet?.finish()
  await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS))
  for (const wallet of begun) await wallet?.connected.close()
}

function tell(news: CrowdNews): void {
  process.send?.(news)
}

/** The parent writes this argument itself. */
function parseOrder(text: string): CrowdOrder {
  return JSON.parse(text) as CrowdOrder
}
