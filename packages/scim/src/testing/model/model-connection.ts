import { project, type Projection } from '../../answer/project.ts'
import { readPaging, toListResponse, type ListResponse } from '../../answer/paging.ts'
import { toWeakEtag } from '../../answer/etag.ts'
import { toWire } from '../../answer/to-wire.ts'
import { foldCase } from '../../fold-case.ts'
import { matchesFilter } from '../../filter/matches-filter.ts'
import { parseFilter } from '../../filter/parse-filter.ts'
import type { MemberChange } from '../../patch/member-changes.ts'
import { patchGroup } from '../../patch/patch-group.ts'
import { patchUser } from '../../patch/patch-user.ts'
import { readPatch } from '../../patch/read-patch.ts'
import { readResource, splitMembers } from '../../read/read-resource.ts'
import type { SearchRequest } from '../../read/read-search.ts'
import type { ResourceType, ScimResource } from '../../resource.ts'
import { invalidValue, ScimError } from '../../scim-error.ts'

interface Stored {
  readonly id: string
  readonly document: ScimResource
  readonly members: ReadonlySet<string>
  readonly created: Date
  readonly lastModified: Date
  readonly version: number
}

export interface ModelSources {
  now(): Date
  newId(): string
}

const LIMITS = { defaultCount: 100, maxResults: 200 }
const UNIQUE = { User: 'userName', Group: 'displayName' } as const

/** Users and groups of one connection, in maps. Does what a database would, and nothing else. */
export class ModelConnection {
  readonly #stores = { User: new Map<string, Stored>(), Group: new Map<string, Stored>() }
  readonly #base: string
  readonly #sources: ModelSources

  constructor(base: string, sources: ModelSources) {
    this.#base = base
    this.#sources = sources
  }

  create(type: ResourceType, body: unknown): ScimResource {
    const { group, memberIds } = splitMembers(readResource(body, type))
    const now = this.#sources.now()
    const id = this.#sources.newId()
    return this.#save(type, {
      id,
      document: group,
      members: this.#known(memberIds),
      created: now,
      lastModified: now,
      version: 1,
    })
  }

  get(type: ResourceType, id: string): ScimResource {
    return this.#wire(type, this.#find(type, id))
  }

  replace(type: ResourceType, id: string, body: unknown): ScimResource {
    const stored = this.#find(type, id)
    const { group, memberIds } = splitMembers(readResource(body, type))
    return this.#save(type, this.#changed({ ...stored, document: group, members: this.#known(memberIds) }))
  }

  patch(type: ResourceType, id: string, body: unknown): ScimResource {
    const stored = this.#find(type, id)
    const operations = readPatch(body)
    const document = { ...stored.document, id }
    if (type === 'User') {
      const { id: _own, ...patched } = patchUser(document, operations).resource
      return this.#save(type, this.#changed({ ...stored, document: patched }))
    }
    const { group, members } = patchGroup(document, operations)
    const { id: _own, ...patched } = group
    return this.#save(
      type,
      this.#changed({ ...stored, document: patched, members: this.#moved(stored.members, members) }),
    )
  }

  delete(type: ResourceType, id: string): void {
    this.#find(type, id)
    this.#stores[type].delete(id)
    for (const [groupId, group] of this.#stores.Group)
      this.#stores.Group.set(groupId, { ...group, members: without(group.members, [id]) })
  }

  list(type: ResourceType, search: SearchRequest): ListResponse {
    const { startIndex, count } = readPaging(search, LIMITS)
    const filter = search.filter === null ? null : parseFilter(search.filter, type)
    const found = [...this.#stores[type].values()]
      .map((stored) => this.#wire(type, stored))
      .filter((resource) => filter === null || matchesFilter(resource, filter))
    const page = found.slice(startIndex - 1, startIndex - 1 + count)
    const projection: Projection = search
    return toListResponse({
      resources: page.map((resource) => project(resource, projection)),
      totalResults: found.length,
      startIndex,
    })
  }

  #find(type: ResourceType, id: string): Stored {
    const stored = this.#stores[type].get(id)
    if (!stored) throw new ScimError(404, null, `There is no ${type} with this id.`)
    return stored
  }

  #save(type: ResourceType, stored: Stored): ScimResource {
    const name = UNIQUE[type]
    const key = foldedAt(stored, name)
    for (const other of this.#stores[type].values())
      if (other.id !== stored.id && foldedAt(other, name) === key)
        throw new ScimError(409, 'uniqueness', `Another ${type} has this ${name}.`)
    this.#stores[type].set(stored.id, stored)
    return this.#wire(type, stored)
  }

  #changed(stored: Stored): Stored {
    return { ...stored, lastModified: this.#sources.now(), version: stored.version + 1 }
  }

  #known(ids: readonly string[]): ReadonlySet<string> {
    const unknown = ids.find((id) => !this.#stores.User.has(id))
    if (unknown !== undefined) throw invalidValue('One of the members is no user of this connection.')
    return new Set(ids)
  }

  #moved(members: ReadonlySet<string>, changes: readonly MemberChange[]): ReadonlySet<string> {
    return changes.reduce((left, change) => {
      switch (change.kind) {
        case 'add':
          return new Set([...left, ...this.#known(change.ids)])
        case 'remove':
          return without(left, change.ids)
        case 'set':
          return this.#known(change.ids)
        case 'clear':
          return new Set<string>()
      }
    }, members)
  }

  #wire(type: ResourceType, stored: Stored): ScimResource {
    const members = [...stored.members].map((value) => ({ value }))
    const document = type === 'Group' ? { ...stored.document, members } : stored.document
    return toWire(document, {
      resourceType: type,
      id: stored.id,
      created: stored.created,
      lastModified: stored.lastModified,
      location: `${this.#base}/${type}s/${stored.id}`,
      version: toWeakEtag(stored.version),
    })
  }
}

function foldedAt({ document }: Stored, name: string): string {
  const value = document[name]
  return typeof value === 'string' ? foldCase(value) : ''
}

function without(ids: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  const left = new Set(ids)
  for (const id of gone) left.delete(id)
  return left
}
