import { SourceError, type ChangeOptions, type ChangePage } from '@rollcall/vocabulary'
import type { GraphClient } from './graph-client.ts'
import type { Subject } from './graph-hints.ts'
import { foreignLink, isGraphLink } from './graph-links.ts'
import { walkPages } from './pages.ts'
import { splitReadings, type Reading } from './transform.ts'
import { GROUP_CHANGES_SELECT, parseChangePage, type WireChangePage } from './wire-changes.ts'
import { USER_SELECT } from './wire.ts'

/** Where changes are asked for. `graphRoot` is what every link must lead to. */
export interface ChangeFeed {
  readonly client: GraphClient
  readonly graphRoot: string
  readonly subject: Subject
}

export interface ChangeReader<T> extends ChangeFeed {
  readonly read: (item: unknown) => readonly Reading<T>[]
}

const MARKS = {
  users: { path: `/users/delta?$deltatoken=latest&$select=${USER_SELECT}`, subject: 'people' },
  groups: { path: `/groups/delta?$deltatoken=latest&$select=${GROUP_CHANGES_SELECT}`, subject: 'groups' },
} as const

async function fetchPage(
  { client, graphRoot, subject }: ChangeFeed,
  where: string,
  signal: AbortSignal,
): Promise<WireChangePage> {
  const page = parseChangePage(await client.getJson(where, { subject, signal }), subject)
  const link = page.nextLink ?? page.deltaLink
  if (link !== null && !isGraphLink(link, graphRoot)) throw foreignLink(link, graphRoot)
  return page
}

/** The link from which everything later can be read. What a page holds besides is older than the mark. */
export async function markNow(
  { client, graphRoot }: Omit<ChangeFeed, 'subject'>,
  collection: keyof typeof MARKS,
  signal: AbortSignal,
): Promise<string> {
  const { path, subject } = MARKS[collection]
  const feed = { client, graphRoot, subject }
  const pages = walkPages({
    first: path,
    subject,
    signal,
    fetchPage: (where, own) => fetchPage(feed, where, own),
  })
  for await (const page of pages) if (page.deltaLink !== null) return page.deltaLink
  throw new SourceError('malformed', `Microsoft gave no place from which changes of ${subject} can be read.`)
}

/**
 * Everything since `from`, page by page. The order of pages means nothing, and the same change may come again. A link
 * is kept for days, so where it leads is looked at when it comes and again when it is used.
 */
export async function* readChanges<T>(
  reader: ChangeReader<T>,
  { from, signal }: ChangeOptions,
): AsyncGenerator<ChangePage<T>, void, undefined> {
  const { subject, graphRoot, read } = reader
  if (!isGraphLink(from, graphRoot)) throw lostPlace(subject, {})
  const pages = walkPages({
    first: from,
    subject,
    signal,
    fetchPage: (where, own) =>
      where === from ? fetchStored(reader, from, own) : fetchPage(reader, where, own),
  })
  for await (const page of pages) {
    const { items, unreadable } = splitReadings(page.items.flatMap((item) => read(item)))
    yield { items, unreadable, resume: page.nextLink, link: page.deltaLink }
  }
}

/** The link is all there is to such a request: when Microsoft calls it wrong, the link is of no use any more. */
async function fetchStored(feed: ChangeFeed, from: string, signal: AbortSignal): Promise<WireChangePage> {
  try {
    return await fetchPage(feed, from, signal)
  } catch (error) {
    throw error instanceof SourceError && isRefusedLink(error)
      ? lostPlace(feed.subject, error.evidence)
      : error
  }
}

/** Any 4xx that speaks of the request itself, not of the token or of haste. */
function isRefusedLink({ failure, evidence }: SourceError): boolean {
  return ['malformed', 'missing'].includes(failure) && /^4\d\d$/.test(evidence['httpStatus'] ?? '')
}

function lostPlace(subject: Subject, evidence: Readonly<Record<string, string>>): SourceError {
  return new SourceError(
    'restart',
    `Microsoft does not accept the place where reading changes of ${subject} was left off.`,
    { hint: 'Everything is read again from the beginning.', evidence: { ...evidence } },
  )
}
