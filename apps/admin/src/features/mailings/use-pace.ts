import type { MailingView } from '@rollcall/vocabulary'
import { useState } from 'react'
import { isSending, toDone } from './mailing-words.ts'
import { toPace, withSample, type Sample } from './pace.ts'

interface Watched {
  updatedAt: number
  samples: readonly Sample[]
}

/**
 * How fast a mailing goes, from what its page has seen of it. `updatedAt` is when the mailing was read, in milliseconds.
 */
export function usePace(mailing: MailingView, updatedAt: number): ReturnType<typeof toPace> {
  const [watched, setWatched] = useState<Watched>({ updatedAt: 0, samples: [] })
  const sending = isSending(mailing)
  if (watched.updatedAt !== updatedAt) {
    const sample = { at: updatedAt, done: toDone(mailing) }
    setWatched({ updatedAt, samples: sending ? withSample(watched.samples, sample) : [] })
  }
  return sending ? toPace(watched.samples, mailing.counts.waiting) : null
}
