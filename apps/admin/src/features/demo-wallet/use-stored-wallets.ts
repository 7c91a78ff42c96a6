import { useState } from 'react'
import { makeWallet } from './make-wallet.ts'
import {
  readWallets,
  toNextName,
  writeWallets,
  type StoredWallet,
  type WalletAlgorithm,
} from './wallet-store.ts'

/** The wallets of this browser, and the one in use: the chosen one, or else the newest. */
export function useStoredWallets() {
  const [wallets, setWallets] = useState(loadOrMake)
  const [chosen, choose] = useState<string>()
  function store(next: StoredWallet[]) {
    writeWallets(next)
    setWallets(next)
  }
  return {
    wallets,
    wallet: wallets.find(({ id }) => id === chosen) ?? wallets[0],
    choose,
    add: (algorithm: WalletAlgorithm) => {
      const made = makeWallet(toNextName(wallets), algorithm)
      store([made, ...wallets])
      choose(made.id)
    },
    remove: (id: string) => store(wallets.filter((one) => one.id !== id)),
    noteUse: ({ id }: StoredWallet) => {
      const usedAt = new Date().toISOString()
      store(wallets.map((one) => (one.id === id ? { ...one, usedAt } : one)))
    },
  }
}

/** There is a wallet from the first visit on. */
function loadOrMake(): StoredWallet[] {
  const stored = readWallets()
  if (stored.length > 0) return stored
  const made = [makeWallet(toNextName([]), 'ed25519')]
  writeWallets(made)
  return made
}
