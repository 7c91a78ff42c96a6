import {
  type CheckReport,
  type CheckResult,
  type DirectorySource,
  entraId,
  type EntraId,
  type GroupListing,
  type GroupQuery,
  type ReadOptions,
  SourceError,
  type SourceGroup,
  type SourceMember,
  type SourcePage,
  type SourceUser,
  type Unreadable,
} from '@rollcall/vocabulary'
import { FakeDelta } from './fake-delta.ts'

/** An in-memory directory. Every part may be changed between calls: the source reads it afresh each time. */
export interface FakeDirectory {
  users: SourceUser[]
  groups: SourceGroup[]
  /** Group id -> ids of its direct members: people, groups, or anything else. */
  members: Record<string, string[]>
  unreadable: Unreadable[]
  pageSize: number
  /** Every delta link has expired. */
  forgetful: boolean
  /** Called before each page and each single request; throw here to make the directory fail. */
  onRequest: (request: string) => void | Promise<void>
}

export interface FakeSource extends DirectorySource {
  readonly directory: FakeDirectory
  /**
   * What was asked, in order: `users 0`, `group g1`, `members g1 0`, `groups`, `mark users`,
   * `user changes`, `count`, `check`.
   */
  readonly requests: string[]
}

export function fakeSource(parts: Partial<FakeDirectory> = {}): FakeSource {
  const directory: FakeDirectory = {
    users: [],
    groups: [],
    members: {},
    unreadable: [],
    pageSize: 100,
    forgetful: false,
    onRequest: () => undefined,
    ...parts,
  }
  const delta = new FakeDelta(directory)
  const requests: string[] = []
  const request = async (text: string, signal: AbortSignal) => {
    if (signal.aborted) throw new SourceError('cancelled', 'The reading was stopped.')
    requests.push(text)
    await directory.onRequest(text)
  }
  return {
    directory,
    requests,
    readUsers: (options) => readUsers(directory, request, options),
    readMembers: (groupId, options) => readMembers(directory, request, groupId, options),
    async markNow(collection, signal) {
      await request(`mark ${collection}`, signal)
      return delta.mark()
    },
    async *readUserChanges({ from, signal }) {
      for (const page of delta.userPages(from)) {
        await request('user changes', signal)
        yield page
      }
    },
    async *readGroupChanges({ from, signal }) {
      for (const page of delta.groupPages(from)) {
        await request('group changes', signal)
        yield page
      }
    },
    async readGroup(groupId, { signal }) {
      await request(`group ${groupId}`, signal)
      return findGroup(directory, groupId)
    },
    async listGroups(query, signal) {
      await request('groups', signal)
      return listGroups(directory, query)
    },
    async countPeople(groupId, nested, signal) {
      await request(`count ${groupId}`, signal)
      return peopleOf(directory, groupId, nested).size
    },
    async countUsers(signal) {
      await request('count', signal)
      return directory.users.length
    },
    async check({ signal, onResult }) {
      await request('check', signal)
      return toReport(directory, onResult)
    },
  }
}

type Request = (text: string, signal: AbortSignal) => Promise<void>

async function* readUsers(
  directory: FakeDirectory,
  request: Request,
  options: ReadOptions,
): AsyncGenerator<SourcePage<SourceUser>> {
  for await (const page of readPages('users', directory.pageSize, () => directory.users, request, options)) {
    yield page.resume === null ? { ...page, unreadable: directory.unreadable } : page
  }
}

async function* readMembers(
  directory: FakeDirectory,
  request: Request,
  groupId: EntraId,
  options: ReadOptions,
): AsyncGenerator<SourcePage<SourceMember>> {
  findGroup(directory, groupId)
  const members = () => (directory.members[groupId] ?? []).map((id) => toMember(directory, id))
  yield* readPages(`members ${groupId}`, directory.pageSize, members, request, options)
}

async function* readPages<T>(
  name: string,
  pageSize: number,
  items: () => readonly T[],
  request: Request,
  options: ReadOptions,
): AsyncGenerator<SourcePage<T>> {
  let start = options.resume === undefined ? 0 : toOffset(options.resume)
  for (;;) {
    await request(`${name} ${start}`, options.signal)
    const end = start + pageSize
    const more = end < items().length
    yield { items: items().slice(start, end), unreadable: [], resume: more ? `offset:${end}` : null }
    if (!more) return
    start = end
  }
}

function toOffset(resume: string): number {
  const offset = /^offset:(\d+)$/.exec(resume)?.[1]
  if (offset === undefined) throw new SourceError('restart', 'The link to the next page has expired.')
  return Number(offset)
}

function toMember(directory: FakeDirectory, id: string): SourceMember {
  const user = directory.users.find((one) => one.objectId === id)
  if (user) return { kind: 'user', user }
  const group = directory.groups.find((one) => one.objectId === id)
  if (group) return { kind: 'group', objectId: group.objectId, displayName: group.displayName }
  return { kind: 'other', objectId: entraId.parse(id) }
}

function findGroup(directory: FakeDirectory, groupId: string): SourceGroup {
  const group = directory.groups.find((one) => one.objectId === groupId)
  if (!group) throw new SourceError('missing', `There is no group ${groupId} in the directory.`)
  return group
}

function listGroups(directory: FakeDirectory, query: GroupQuery): GroupListing {
  const wanted = query.search?.toLowerCase() ?? ''
  const found = directory.groups.filter((group) => group.displayName.toLowerCase().includes(wanted))
  const start = query.cursor === undefined ? 0 : toOffset(query.cursor)
  const end = start + query.limit
  return {
    items: found
      .slice(start, end)
      .map((group) => ({ ...group, memberCount: directory.members[group.objectId]?.length ?? 0 })),
    total: found.length,
    nextCursor: end < found.length ? `offset:${end}` : null,
  }
}

function peopleOf(directory: FakeDirectory, groupId: string, nested: boolean): Set<string> {
  const people = new Set<string>()
  const visited = new Set<string>()
  const open = [groupId]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (visited.has(next)) continue
    visited.add(next)
    for (const member of (directory.members[next] ?? []).map((id) => toMember(directory, id))) {
      if (member.kind === 'user') people.add(member.user.objectId)
      if (member.kind === 'group' && nested) open.push(member.objectId)
    }
  }
  return people
}

function toReport(directory: FakeDirectory, onResult?: (result: CheckResult) => void): CheckReport {
  const checks = (['token', 'users', 'groups'] as const).map((id): CheckResult => ({
    id,
    label: `Check ${id}`,
    status: 'pass',
    detail: 'It works.',
    hint: null,
    link: null,
    evidence: {},
    durationMs: 1,
  }))
  for (const check of checks) onResult?.(check)
  return {
    status: 'pass',
    checkedAt: '2026-11-21T10:00:00.000Z',
    tenant: { id: 'fake-tenant', displayName: 'Fake tenant' },
    counts: { users: directory.users.length, groups: directory.groups.length },
    checks,
  }
}
