import type { ConnectedServer } from './answer-request.ts'
import type { WalletRequest } from './recognise-link.ts'

/** How far a request has come. The wallet's own words, apart from the server's. */
export type RequestState =
  | { readonly step: 'none' }
  | { readonly step: 'asked'; readonly request: WalletRequest }
  | { readonly step: 'connecting'; readonly request: WalletRequest }
  | { readonly step: 'connected'; readonly request: WalletRequest; readonly server: ConnectedServer }
  | { readonly step: 'approving'; readonly request: WalletRequest; readonly server: ConnectedServer }
  | { readonly step: 'done'; readonly request: WalletRequest; readonly server: ConnectedServer }
  | { readonly step: 'failed'; readonly request: WalletRequest; readonly text: string }

export type RequestAction =
  | { readonly type: 'arrived'; readonly request: WalletRequest }
  | { readonly type: 'connect' }
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
      return state.step === 'asked' ? { step: 'connecting', request: state.request } : state
    case 'connected':
      return state.step === 'connecting'
        ? { step: 'connected', request: state.request, server: action.server }
        : state
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
