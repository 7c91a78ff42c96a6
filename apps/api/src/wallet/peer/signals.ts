import * as z from 'zod'
import { MAX_OFFER_CHARACTERS } from './offer.ts'

// The messages of PeerJS' signalling, as far as one data channel needs them.

const peerId = z.string().max(128)
const connectionId = z.string().min(1).max(128)
const type = z.literal('data')

const incoming = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('OFFER'),
    dst: peerId,
    payload: z.object({
      type,
      connectionId,
      sdp: z.object({ type: z.literal('offer'), sdp: z.string().max(MAX_OFFER_CHARACTERS) }),
    }),
  }),
  z.object({
    type: z.literal('CANDIDATE'),
    dst: peerId,
    payload: z.object({ type, connectionId, candidate: z.object({ candidate: z.string().max(512) }) }),
  }),
  z.object({ type: z.literal('HEARTBEAT') }),
  z.object({ type: z.literal('LEAVE') }),
])
export type Incoming = z.infer<typeof incoming>

export type Outgoing =
  | { readonly type: 'OPEN' }
  /** The client gives up and shows `msg` to whoever debugs it. */
  | { readonly type: 'ERROR'; readonly payload: { readonly msg: string } }
  /** Nobody waits under the id `src`. */
  | { readonly type: 'EXPIRE'; readonly src: string; readonly dst: string }
  | { readonly type: 'ANSWER' | 'CANDIDATE'; readonly src: string; readonly dst: string; payload: object }

/** Reads what a client says; null when it makes no sense. */
export function parseSignal(text: string): Incoming | null {
  try {
    const result = incoming.safeParse(JSON.parse(text))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
