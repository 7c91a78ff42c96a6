import { sealFrame, type SigningIdentity } from '@rollcall/vaultysid'
import type { Context } from '../context.ts'

/** A message that could be unsealed, so its sender has seen the QR. */
export interface Arrival {
  /** Who we are to the wallet. */
  readonly server: SigningIdentity
  /** The text of the key that the QR carries. */
  readonly key: string
  /** As it came. */
  readonly frame: string
  /** What was sealed in it. */
  readonly message: Uint8Array
  readonly channel: string
}

const FRAME_NONCE_BYTES = 24

/** Seals what goes back. */
export function toReply(ctx: Pick<Context, 'randomBytes'>, { key }: Arrival, message: Uint8Array): string {
  return sealFrame({ key, message, nonce: ctx.randomBytes(FRAME_NONCE_BYTES) })
}

export type FrameAnswer =
  /** `frame` goes back to the wallet over the relay; over a data channel only while `done` is false. */
  | { readonly kind: 'reply'; readonly frame: string; readonly done: boolean }
  /** `stranger`: it could not be unsealed, so the session is as it was. Otherwise the exchange is over. */
  | { readonly kind: 'refused'; readonly stranger: boolean }

export const OVER = { kind: 'refused', stranger: false } as const satisfies FrameAnswer
