import { SourceError, type ReadOptions, type SourcePage } from '@rollcall/vocabulary'
import { cancelled } from './timing.ts'
import type { GraphClient } from './graph-client.ts'
import type { Subject } from './graph-hints.ts'
import { sortReadings, type Reading } from './transform.ts'
import { parsePage } from './wire.ts'

export interface Collection<T> {
  readonly client: GraphClient
  readonly first: string
  readonly subject: Subject
  readonly read: (item: unknown) => Reading<T>
}

export interface Walk<P> {
  readonly first: string
  readonly subject: Subject
  readonly signal: AbortSignal
  readonly fetchPage: (where: string, signal: AbortSignal) => Promise<P>
}

/**
 * Follows links to their end. While the caller works on one page the next is already on its way, never more than one
 * ahead; leaving the loop early stops that request. A page may be empty and still not be the last.
 */
export async function* walkPages<P extends { readonly nextLink: string | null }>(
  walk: Walk<P>,
): AsyncGenerator<P, void, undefined> {
  const { subject, signal } = walk
  const own = new AbortController()
  const stop = (): void => own.abort()
  if (signal.aborted) throw cancelled()
  signal.addEventListener('abort', stop, { once: true })
  const fetchAhead = (where: string): Promise<P> => {
    const page = walk.fetchPage(where, own.signal)
    page.catch(() => undefined)
    return page
  }
  try {
    let where = walk.first
    let ahead = fetchAhead(where)
    for (;;) {
      const page = await ahead
      const next = page.nextLink
      if (next !== null) {
        if (next === where) throw sameLink(subject)
        where = next
        ahead = fetchAhead(next)
      }
      yield page
      if (signal.aborted) throw cancelled()
      if (next === null) return
    }
  } finally {
    signal.removeEventListener('abort', stop)
    own.abort()
  }
}

/** A whole collection, every item of every page accounted for. */
export async function* readPages<T>(
  { client, first, subject, read }: Collection<T>,
  { signal, resume }: ReadOptions,
): AsyncGenerator<SourcePage<T>, void, undefined> {
  const pages = walkPages({
    first: resume ?? first,
    subject,
    signal,
    fetchPage: async (where, own) =>
      parsePage(await client.getJson(where, { subject, signal: own }), subject),
  })
  for await (const page of pages) yield { ...sortReadings(page.items, read), resume: page.nextLink }
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
