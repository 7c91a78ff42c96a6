import { DirectoryError } from '../errors.ts'
import type { Context } from '../context.ts'

/** Which session a frame is for: by the token in the relay's path, or by the receiver id of the data channel. */
export type FrameAddress = { readonly relayToken: string } | { readonly receiverPeer: string }

export type FrameAnswer =
  /** `frame` goes back to the wallet over the relay; over a data channel only while `done` is false. */
  | { readonly kind: 'reply'; readonly frame: string; readonly done: boolean }
  /** `stranger`: it could not be unsealed, so the session is as it was. Otherwise the exchange is over. */
  | { readonly kind: 'refused'; readonly stranger: boolean }

/**
 * One frame of the exchange, from whichever process the wallet reached. `channel` names the connection it came over:
 * for the relay the text `relay`, for a data channel an id of that channel, so that a new connection may begin again.
 */
export async function receiveFrame(_call: {
  ctx: Context
  to: FrameAddress
  frame: string
  channel: string
}): Promise<FrameAnswer> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
