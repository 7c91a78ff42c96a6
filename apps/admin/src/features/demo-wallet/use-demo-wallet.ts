import { useReducer } from 'react'
import { connect } from './answer-request.ts'
import { openWallet } from './make-wallet.ts'
import type { WalletRequest } from './recognise-link.ts'
import { reduceRequest } from './request-state.ts'
import { useStoredWallets } from './use-stored-wallets.ts'
import type { StoredWallet } from './wallet-store.ts'

/** The server ends every exchange it does not like with the same answer, so the wallet cannot say more. */
const REFUSED =
  'The server ended the exchange. The code may have expired or been used, the account may be claimed already, or this wallet may belong to another account. The page that shows the code knows more.'

/** The wallets of this browser, and the request being answered. `first` is one that the address brought along. */
export function useDemoWallet(first: WalletRequest | null) {
  const { noteUse, ...stored } = useStoredWallets()
  const [state, dispatch] = useReducer(
    reduceRequest,
    first ? { step: 'asked', request: first } : { step: 'none' },
  )
  async function begin(request: WalletRequest, used: StoredWallet) {
    dispatch({ type: 'connect', wallet: used })
    try {
      dispatch({ type: 'connected', server: await connect(request, openWallet(used)) })
    } catch (error) {
      dispatch({ type: 'failed', text: toReason(error) })
    }
  }
  async function approve() {
    if (state.step !== 'connected') return
    dispatch({ type: 'approve' })
    try {
      await state.server.approve()
      dispatch({ type: 'accepted' })
      noteUse(state.wallet)
    } catch (error) {
      dispatch({ type: 'failed', text: toReason(error) })
    }
  }
  return {
    ...stored,
    state,
    ask: (request: WalletRequest) => dispatch({ type: 'arrived', request }),
    leave: () => dispatch({ type: 'left' }),
    begin,
    approve,
  }
}

export type DemoWallet = ReturnType<typeof useDemoWallet>

function toReason(error: unknown): string {
  if (error instanceof TypeError)
    return 'The server did not answer. Check that the demo still runs, then try again.'
  return REFUSED
}
