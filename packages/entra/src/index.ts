export { createEntraProvider, type EntraConfig, type EntraProvider } from './provider.ts'
