import { parseCandidate, writeCandidate } from './ice-candidate.ts'

/** What a wallet offers: one data channel and nothing else. */
export interface Offer {
  /** Only lines that a data channel needs. */
  readonly sdp: string
  /** Name of the media section, which candidates refer to. */
  readonly mid: string
}

export const MAX_OFFER_CHARACTERS = 16 * 1024
export const MAX_CANDIDATES = 32
const MAX_LINES = 200

/** Lines a data channel needs (RFC 8841); an offer has these before and after its one media line. */
const KEPT = [
  /^v=0$/,
  /^o=\S{1,64} \d{1,20} \d{1,20} IN IP[46] \S{2,64}$/,
  /^s=.{1,16}$/,
  /^t=0 0$/,
  /^c=IN IP[46] [\d.a-f:]{2,45}$/i,
  /^a=group:BUNDLE [\w-]{1,32}$/,
  /^a=ice-ufrag:[\w+/]{4,256}$/,
  /^a=ice-pwd:[\w+/]{22,256}$/,
  /^a=ice-options:[\w -]{1,32}$/,
  /^a=fingerprint:sha-(256|384|512) [0-9a-f:]{95,191}$/i,
  /^a=setup:(actpass|active|passive)$/,
  /^a=mid:[\w-]{1,32}$/,
  /^a=sctp-port:\d{1,5}$/,
  /^a=max-message-size:\d{1,10}$/,
]
const MEDIA = /^m=application \d{1,5} (UDP|TCP)\/DTLS\/SCTP webrtc-datachannel$/
const NEEDED = ['a=ice-ufrag:', 'a=ice-pwd:', 'a=fingerprint:', 'a=setup:']

/** Reads the offer of a stranger; null when it is anything but one data channel. */
export function parseOffer(sdp: string): Offer | null {
  const lines = sdp.length > MAX_OFFER_CHARACTERS ? [] : sdp.split(/\r?\n/).filter((line) => line !== '')
  const media = lines.filter((line) => line.startsWith('m='))
  if (lines.length > MAX_LINES || media.length !== 1 || !MEDIA.test(media[0] ?? '')) return null
  const kept = lines.filter((line) => MEDIA.test(line) || KEPT.some((rule) => rule.test(line)))
  if (!NEEDED.every((start) => kept.some((line) => line.startsWith(start)))) return null
  const mid = kept.find((line) => line.startsWith('a=mid:'))?.slice('a=mid:'.length)
  if (mid === undefined) return null
  return { sdp: [...kept, ...candidatesIn(lines)].map((line) => `${line}\r\n`).join(''), mid }
}

function candidatesIn(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line.startsWith('a=candidate:'))
    .slice(0, MAX_CANDIDATES)
    .flatMap((line) => {
      const candidate = parseCandidate(line)
      return candidate ? [`a=${writeCandidate(candidate)}`] : []
    })
}
