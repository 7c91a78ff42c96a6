import { SourceError, type ReadOptions, type SourcePage } from '@rollcall/vocabulary'
import { cancelled } from './timing.ts'
import type { GraphClient } from './graph-client.ts'
import type { Subject } from './graph-hints.ts'
import { sortReadings, type Reading } from './transform.ts'
import { parsePage, type WirePage } from './wire.ts'

export interface Collection<T> {
  readonly client: GraphClient
  readonly first: string
  readonly subject: Subject
  readonly read: (item: unknown) => Reading<T>
}

/**
 * Follows a collection to its end. While the caller works on one page the next is already on its way, never more than
 * one ahead; leaving the loop early stops that request. A page may be empty and still not be the last.
 */
export async function* readPages<T>(
  collection: Collection<T>,
  options: ReadOptions,
): AsyncGenerator<SourcePage<T>, void, undefined> {
  const { client, subject } = collection
  const own = new AbortController()
  const stop = (): void => own.abort()
  if (options.signal.aborted) throw cancelled()
  options.signal.addEventListener('abort', stop, { once: true })
  const fetchPage = (where: string): Promise<WirePage> => {
    const page = client
      .getJson(where, { subject, signal: own.signal })
      .then((body) => parsePage(body, subject))
    page.catch(() => undefined)
    return page
  }
  try {
    let where = options.resume ?? collection.first
    let ahead = fetchPage(where)
    for (;;) {
      const page = await ahead
      const next = page.nextLink
      if (next !== null) {
        if (next === where) throw sameLink(subject)
        where = next
        ahead = fetchPage(next)
      }
      yield { ...sortReadings(page.items, collection.read), resume: next }
      if (options.signal.aborted) throw cancelled()
      if (next === null) return
    }
  } finally {
    options.signal.removeEventListener('abort', stop)
    own.abort()
  }
}

function sameLink(subject: Subject): SourceError {
  return new SourceError(
    'malformed',
    `Microsoft's answer with ${subject} continues at itself, so it would never end.`,
    {
      hint: 'Try again. If it keeps happening, look at what stands between this server and Microsoft.',
    },
  )
}
