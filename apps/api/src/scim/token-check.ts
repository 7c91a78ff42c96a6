import type { Context, ScimRules } from '@rollcall/directory'
import type { AddressedConnection } from './read-address.ts'

/** What a client that was let in may do, and by which rules. */
export interface ScimAccess {
  readonly tokenId: string
  /** First characters of the token, to tell tokens apart. */
  readonly prefix: string
  readonly expiresAt: Date | null
  readonly rules: ScimRules
  /** The context of every request that comes in with this token. */
  readonly ctx: Context
}

/** Why someone was not let in. The client is never told; the connection's log is. */
export type ScimRefusal = 'missing' | 'unknown' | 'revoked' | 'expired' | 'elsewhere'

export type TokenVerdict =
  | { readonly kind: 'live'; readonly access: ScimAccess }
  | {
      readonly kind: 'refused'
      readonly reason: ScimRefusal
      /** Of a token that belongs to the connection. */
      readonly prefix: string | null
      /** Whose log tells of it, if there is such a connection. */
      readonly connectionId: string | null
    }

/**
 * Decides who a client is. Secret tokens are one way; whoever adds client credentials (an access token that is signed
 * and short-lived) writes another of these.
 */
export interface TokenCheck {
  /** Takes about as long whether or not it lets someone in. */
  check(authorization: string | undefined, connection: AddressedConnection): Promise<TokenVerdict>
  /** Everything is asked for again at the next request. */
  forget(): void
  close(): void
}
