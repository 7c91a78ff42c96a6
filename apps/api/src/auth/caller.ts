import type { Actor, ApiKeyId, Role, UserId } from '@rollcall/vocabulary'

/** Who is asking, once a session cookie or an API key has been recognised. */
export interface Caller {
  readonly actor: Actor
  readonly role: Role
  /** The person behind the request; null for the key that the environment gives. */
  readonly userId: UserId | null
  readonly via:
    | { readonly kind: 'session'; readonly id: string }
    | { readonly kind: 'api_key'; readonly id: ApiKeyId }
}
