import * as z from 'zod'

const KEY = 'rollcall-demo-wallets'

/** One identity of the demo wallet. Its secret lies in the browser in clear, which only a demo may do. */
const storedWallet = z.object({
  id: z.uuid(),
  name: z.string(),
  algorithm: z.enum(['ed25519', 'hybrid']),
  did: z.string(),
  fingerprint: z.string(),
  /** Base64. */
  secret: z.string(),
  usedAt: z.iso.datetime().nullable(),
})
export type StoredWallet = z.infer<typeof storedWallet>
export type WalletAlgorithm = StoredWallet['algorithm']

/** What this browser holds; nothing when it is unreadable or storage is switched off. */
export function readWallets(): StoredWallet[] {
  try {
    return z.array(storedWallet).parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'))
  } catch {
    return []
  }
}

export function writeWallets(wallets: readonly StoredWallet[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(wallets))
  } catch {
    // Without storage the wallets last as long as the page.
  }
}

/** `Wallet 3` after `Wallet 1` and `Wallet 2`, also when one between was deleted. */
export function toNextName(wallets: readonly Pick<StoredWallet, 'name'>[]): string {
  const numbers = wallets.map(({ name }) => Number(/^Wallet (\d+)$/.exec(name)?.[1] ?? 0))
  return `Wallet ${Math.max(0, ...numbers) + 1}`
}
