import * as z from 'zod'
import type { DriverName, PeerOffer } from './peer-driver.ts'

// What the server and the process that holds the data channels say to each other. `peer` numbers the connections.

export type Order =
  | { readonly kind: 'load'; readonly driver: DriverName }
  | { readonly kind: 'accept'; readonly peer: number; readonly offer: PeerOffer }
  | { readonly kind: 'candidate'; readonly peer: number; readonly line: string }
  | { readonly kind: 'send'; readonly peer: number; readonly bytes: Uint8Array }
  | { readonly kind: 'close'; readonly peer: number }

const MAX_BYTES = 80 * 1024

const peer = z.number().int()
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= MAX_BYTES)

const report = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded') }),
  /** The library cannot be used here, and why. */
  z.object({ kind: z.literal('unusable'), reason: z.string().max(2000) }),
  /** An error nobody caught; connections go on. */
  z.object({ kind: z.literal('fault'), reason: z.string().max(2000) }),
  z.object({ kind: z.literal('answer'), peer, sdp: z.string().max(32 * 1024) }),
  z.object({ kind: z.literal('candidate'), peer, line: z.string().max(512) }),
  z.object({ kind: z.literal('open'), peer }),
  z.object({ kind: z.literal('message'), peer, bytes }),
  z.object({ kind: z.literal('closed'), peer, reason: z.enum(['ended', 'unavailable']) }),
])
export type Report = z.infer<typeof report>

/** Reads a report of the process. It listens to strangers, so it is not trusted more than they are. */
export function parseReport(message: unknown): Report | null {
  const result = report.safeParse(message)
  return result.success ? result.data : null
}
