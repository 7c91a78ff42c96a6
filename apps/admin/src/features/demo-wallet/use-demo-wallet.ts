import { useReducer, useState } from 'react'
import { connect } from './answer-request.ts'
import { makeWallet, openWallet } from './make-wallet.ts'
import type { WalletRequest } from './recognise-link.ts'
import { reduceRequest } from './request-state.ts'
import {
  readWallets,
  toNextName,
  writeWallets,
  type StoredWallet,
  type WalletAlgorithm,
} from './wallet-store.ts'

/** The server ends every exchange it does not like with the same answer, so the wallet cannot say more. */
const REFUSED =
  'The server ended the exchange. The code may have expired or been used, the account may be claimed already, or this wallet may belong to another account. The page that shows the code knows more.'

/** The wallets of this browser, the one in use, and the request being answered. */
export function useDemoWallet(first: WalletRequest | null) {
  const [wallets, setWallets] = useState(loadOrMake)
  const [chosen, setChosen] = useState<string>()
  const [state, dispatch] = useReducer(
    reduceRequest,
    first ? { step: 'asked', request: first } : { step: 'none' },
  )
  const wallet = wallets.find(({ id }) => id === chosen) ?? wallets[0]

  function store(next: StoredWallet[]) {
    writeWallets(next)
    setWallets(next)
  }
  function add(algorithm: WalletAlgorithm) {
    const made = makeWallet(toNextName(wallets), algorithm)
    store([made, ...wallets])
    setChosen(made.id)
  }
  async function begin(request: WalletRequest, used: StoredWallet) {
    dispatch({ type: 'connect' })
    try {
      dispatch({ type: 'connected', server: await connect(request, openWallet(used)) })
    } catch (error) {
      dispatch({ type: 'failed', text: toReason(error) })
    }
  }
  async function approve(used: StoredWallet) {
    if (state.step !== 'connected') return
    dispatch({ type: 'approve' })
    try {
      await state.server.approve()
      dispatch({ type: 'accepted' })
      store(wallets.map((one) => (one.id === used.id ? { ...one, usedAt: new Date().toISOString() } : one)))
    } catch (error) {
      dispatch({ type: 'failed', text: toReason(error) })
    }
  }
  return {
    wallets,
    wallet,
    choose: setChosen,
    add,
    remove: (id: string) => store(wallets.filter((one) => one.id !== id)),
    state,
    ask: (request: WalletRequest) => dispatch({ type: 'arrived', request }),
    leave: () => dispatch({ type: 'left' }),
    begin,
    approve,
  }
}

export type DemoWallet = ReturnType<typeof useDemoWallet>

/** There is a wallet from the first visit on. */
function loadOrMake(): StoredWallet[] {
  const stored = readWallets()
  if (stored.length > 0) return stored
  const made = [makeWallet(toNextName([]), 'ed25519')]
  writeWallets(made)
  return made
}

function toReason(error: unknown): string {
  if (error instanceof TypeError)
    return 'The server did not answer. Check that the demo still runs, then try again.'
  return REFUSED
}
