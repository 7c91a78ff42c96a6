import type { Secret } from '@rollcall/db'

/** What a wallet session is bound to: only who holds it may see the QR and collect what comes of it. */
export type Opener =
  | { readonly kind: 'session'; readonly id: string }
  | { readonly kind: 'api_key'; readonly id: string }
  | { readonly kind: 'browser'; readonly secret: Secret }
