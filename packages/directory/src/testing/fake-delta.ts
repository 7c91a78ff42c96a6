import {
  type ChangePage,
  entraId,
  type EntraId,
  type GroupChange,
  type MemberChange,
  SourceError,
  type SourceGroup,
  type SourceUser,
  type UserChange,
} from '@rollcall/vocabulary'
import type { FakeDirectory } from './fake-source.ts'

interface Snapshot {
  readonly users: readonly SourceUser[]
  readonly groups: readonly SourceGroup[]
  readonly members: Readonly<Record<string, readonly string[]>>
}

/** Remembers how the directory looked when a link was given, and answers what has changed since, fields that differ only. */
export class FakeDelta {
  readonly #directory: FakeDirectory
  readonly #snapshots: Snapshot[] = []

  constructor(directory: FakeDirectory) {
    this.#directory = directory
  }

  mark(): string {
    const { users, groups, members } = this.#directory
    const copy = Object.fromEntries(Object.entries(members).map(([id, ids]) => [id, [...ids]]))
    this.#snapshots.push({ users: [...users], groups: [...groups], members: copy })
    return `link:${this.#snapshots.length - 1}`
  }

  *userPages(from: string): Generator<ChangePage<UserChange>> {
    yield* this.#pages(from, (old) => [
      ...this.#directory.users.flatMap((user) => changedUser(user, old.users) ?? []),
      ...goneIds(old.users, this.#directory.users).map(removed),
    ])
  }

  *groupPages(from: string): Generator<ChangePage<GroupChange>> {
    yield* this.#pages(from, (old) => [
      ...this.#directory.groups.flatMap((group) => this.#changedGroup(group, old) ?? []),
      ...goneIds(old.groups, this.#directory.groups).map(removed),
    ])
  }

  *#pages<T>(from: string, list: (old: Snapshot) => T[]): Generator<ChangePage<T>> {
    const [, number, at = '0'] = /^link:(\d+)(?:@(\d+))?$/.exec(from) ?? []
    const old = this.#snapshots[Number(number)]
    if (!old || this.#directory.forgetful) {
      throw new SourceError('restart', 'The directory no longer knows what changed since then.')
    }
    const items = list(old)
    const link = this.mark()
    const { pageSize } = this.#directory
    for (let start = Number(at); ; start += pageSize) {
      const more = start + pageSize < items.length
      yield {
        items: items.slice(start, start + pageSize),
        unreadable: [],
        resume: more ? `link:${number}@${start + pageSize}` : null,
        link: more ? null : link,
      }
      if (!more) return
    }
  }

  #changedGroup(group: SourceGroup, old: Snapshot): GroupChange | null {
    const before = old.groups.find((one) => one.objectId === group.objectId)
    const then = new Set(old.members[group.objectId])
    const now = new Set(this.#directory.members[group.objectId])
    const members = [
      ...[...now].filter((id) => !then.has(id)).map((id) => this.#member(id, false)),
      ...[...then].filter((id) => !now.has(id)).map((id) => this.#member(id, true)),
    ]
    const fields = differing(group, before)
    if (members.length === 0 && Object.keys(fields).length === 0) return null
    return { kind: 'changed', objectId: group.objectId, fields, members }
  }

  #member(id: string, gone: boolean): MemberChange {
    const { users, groups } = this.#directory
    const kind = users.some((one) => one.objectId === id)
      ? 'user'
      : groups.some((one) => one.objectId === id)
        ? 'group'
        : gone
          ? 'user'
          : 'other'
    return { objectId: entraId.parse(id), kind, removed: gone }
  }
}

function changedUser(user: SourceUser, old: readonly SourceUser[]): UserChange | null {
  const before = old.find((one) => one.objectId === user.objectId)
  const fields = differing(user, before)
  return Object.keys(fields).length === 0 ? null : { kind: 'changed', objectId: user.objectId, fields }
}

function differing<T extends { readonly objectId: EntraId }>(
  now: T,
  before: T | undefined,
): Partial<Omit<T, 'objectId'>> {
  const then = new Map<string, unknown>(Object.entries(before ?? {}))
  const { objectId: _id, ...fields } = now
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !before || then.get(name) !== value),
  ) as Partial<Omit<T, 'objectId'>>
}

function goneIds(old: readonly { objectId: EntraId }[], now: readonly { objectId: EntraId }[]): EntraId[] {
  const present = new Set(now.map((one) => one.objectId))
  return old.flatMap((one) => (present.has(one.objectId) ? [] : [one.objectId]))
}

function removed(objectId: EntraId) {
  return { kind: 'removed' as const, objectId, permanently: false }
}
