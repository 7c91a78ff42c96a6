import {
  SourceError,
  type EntraId,
  type GroupListing,
  type GroupQuery,
  type SourceGroup,
} from '@rollcall/vocabulary'
import type { BatchRequest, GraphClient } from './graph-client.ts'
import { sortReadings, toSourceGroup } from './transform.ts'
import { batchCount, GROUP_SELECT, parsePage } from './wire.ts'

const BATCH_LIMIT = 20
const GROUPS_PATH = '/v1.0/groups?'

export function groupPath(groupId: EntraId, rest = ''): string {
  return `/groups/${encodeURIComponent(groupId)}${rest}`
}

/** `$search` takes a quoted phrase in which quotes and backslashes are escaped by a backslash. */
function searchByName(words: string): string {
  const phrase = words.replace(/["\\]/g, (mark) => `\\${mark}`)
  return `$search=${encodeURIComponent(`"displayName:${phrase}"`)}`
}

function firstPage(query: GroupQuery): string {
  const words = query.search?.trim()
  const order = words ? searchByName(words) : '$orderby=displayName'
  const limit = Math.min(999, Math.max(1, query.limit))
  return `/groups?$select=${GROUP_SELECT}&$top=${limit}&$count=true&${order}`
}

/** The cursor is the rest of Microsoft's link without the server, so that it cannot be used to reach another one. */
function toCursor(nextLink: string, graphRoot: string): string | null {
  if (!nextLink.startsWith(`${graphRoot}${GROUPS_PATH}`)) return null
  return Buffer.from(nextLink.slice(graphRoot.length + GROUPS_PATH.length), 'utf8').toString('base64url')
}

function fromCursor(cursor: string): string {
  const query = Buffer.from(cursor, 'base64url').toString('utf8')
  if (/^[\x21-\x7e]+$/.test(query) && query.includes('$skiptoken=')) return `/groups?${query}`
  throw new SourceError('restart', 'The place in the list of groups is not valid any more.', {
    hint: 'Start again from the first page.',
  })
}

async function countMembers(
  client: GraphClient,
  groups: readonly SourceGroup[],
  signal: AbortSignal,
): Promise<Map<string, number | null>> {
  const counts = new Map<string, number | null>()
  for (let start = 0; start < groups.length; start += BATCH_LIMIT) {
    const requests = groups.slice(start, start + BATCH_LIMIT).map<BatchRequest>((group) => ({
      id: group.objectId,
      url: groupPath(group.objectId, '/members/$count'),
      headers: { ConsistencyLevel: 'eventual' },
    }))
    const answers = await client.batch(requests, { subject: 'members', signal })
    for (const [id, item] of answers) counts.set(id, item.status === 200 ? batchCount(item.body) : null)
  }
  return counts
}

/** Counts are a courtesy of the list: when they cannot be had, the list is still worth showing. */
async function countOrNone(
  client: GraphClient,
  groups: readonly SourceGroup[],
  signal: AbortSignal,
): Promise<Map<string, number | null>> {
  try {
    return await countMembers(client, groups, signal)
  } catch (error) {
    if (error instanceof SourceError && error.failure !== 'cancelled') return new Map()
    throw error
  }
}

/** By name when not searching; a search comes in the order of Microsoft's index and is sorted within the page. */
export async function listGroups(
  { client, graphRoot }: { client: GraphClient; graphRoot: string },
  query: GroupQuery,
  signal: AbortSignal,
): Promise<GroupListing> {
  const where = query.cursor === undefined ? firstPage(query) : fromCursor(query.cursor)
  const page = parsePage(await client.getJson(where, { subject: 'groups', signal, eventual: true }), 'groups')
  const groups = sortReadings(page.items, toSourceGroup).items
  if (where.includes('$search=')) groups.sort((a, b) => a.displayName.localeCompare(b.displayName))
  const counts = await countOrNone(client, groups, signal)
  return {
    items: groups.map((group) => ({ ...group, memberCount: counts.get(group.objectId) ?? null })),
    total: page.count,
    nextCursor: page.nextLink === null ? null : toCursor(page.nextLink, graphRoot),
  }
}

/** Null when Microsoft answers but will not tell; a network that fails still throws. */
export async function countOrNull(count: Promise<number>): Promise<number | null> {
  try {
    return await count
  } catch (error) {
    if (error instanceof SourceError && ['refused', 'missing', 'malformed'].includes(error.failure))
      return null
    throw error
  }
}
