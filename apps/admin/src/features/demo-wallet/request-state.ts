import type { ConnectedServer } from './answer-request.ts'
import type { WalletRequest } from './recognise-link.ts'
import type { StoredWallet } from './wallet-store.ts'

/** A request that one wallet answers; taking another one into use does not change which. */
interface Answered {
  readonly request: WalletRequest
  readonly wallet: StoredWallet
}

/** How far a request has come. */
export type RequestState =
  | { readonly step: 'none' }
  | { readonly step: 'asked'; readonly request: WalletRequest }
  | ({ readonly step: 'connecting' } & Answered)
  | ({ readonly step: 'connected'; readonly server: ConnectedServer } & Answered)
  | ({ readonly step: 'approving'; readonly server: ConnectedServer } & Answered)
  | ({ readonly step: 'done'; readonly server: ConnectedServer } & Answered)
  | { readonly step: 'failed'; readonly request: WalletRequest; readonly text: string }

export type RequestAction =
  | { readonly type: 'arrived'; readonly request: WalletRequest }
  | { readonly type: 'connect'; readonly wallet: StoredWallet }
  | { readonly type: 'connected'; readonly server: ConnectedServer }
  | { readonly type: 'approve' }
  | { readonly type: 'accepted' }
  | { readonly type: 'failed'; readonly text: string }
  | { readonly type: 'left' }

/** Moves a request on; what does not fit the present step, such as a late answer after leaving, changes nothing. */
export function reduceRequest(state: RequestState, action: RequestAction): RequestState {
  switch (action.type) {
    case 'arrived':
      return { step: 'asked', request: action.request }
    case 'left':
      return { step: 'none' }
    case 'connect':
      return state.step === 'asked' ? { ...state, step: 'connecting', wallet: action.wallet } : state
    case 'connected':
      return state.step === 'connecting' ? { ...state, step: 'connected', server: action.server } : state
    case 'approve':
      return state.step === 'connected' ? { ...state, step: 'approving' } : state
    case 'accepted':
      return state.step === 'approving' ? { ...state, step: 'done' } : state
    case 'failed':
      return state.step === 'connecting' || state.step === 'approving'
        ? { step: 'failed', request: state.request, text: action.text }
        : state
  }
}
