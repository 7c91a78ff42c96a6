export { startExchange, type ExchangeOptions, type WalletExchange } from './exchange.ts'
export { runRelayExchange, type RelayFetch } from './relay-exchange.ts'
export { restoreAuthenticator, softAuthenticator } from './soft-authenticator.ts'
