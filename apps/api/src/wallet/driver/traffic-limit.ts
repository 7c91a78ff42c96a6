import type { PeerEvents } from './peer-driver.ts'

/** An exchange is two frames of at most 64 KiB, in parts or whole. */
const MAX_MESSAGES = 200
const MAX_BYTES = 512 * 1024

/** Passes on what an exchange needs. Whoever sends more than that is no wallet, and `close` is called. */
export function limitTraffic(events: PeerEvents, close: () => void): PeerEvents {
  let messages = 0
  let total = 0
  return {
    ...events,
    message(bytes) {
      messages += 1
      total += bytes.length
      if (messages > MAX_MESSAGES || total > MAX_BYTES) close()
      else events.message(bytes)
    },
  }
}
