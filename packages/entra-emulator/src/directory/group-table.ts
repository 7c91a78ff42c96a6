import type { GroupPlan } from '../generate/groups.ts'
import { completeGroup } from '../generate/groups.ts'
import { guidOf } from '../seeded-random.ts'
import type { DirectoryGroup, GroupPatch, OtherObject } from './directory-object.ts'
import { Membership } from './membership.ts'
import type { Presence, UserTable } from './user-table.ts'

export type GroupEntry = { record: DirectoryGroup; membership: Membership; presence: Presence }

const FIRST_GROUP = Date.UTC(2018, 0, 8)
const ELEVEN_DAYS = 86_400_000 * 11

/** Groups of a tenant, and the devices, contacts and service principals that only matter as members. */
export class GroupTable {
  #seed: number
  #domain: string
  #users: UserTable
  #groups = new Map<string, GroupEntry>()
  #others = new Map<string, OtherObject>()

  constructor(seed: number, domain: string, users: UserTable, plans: readonly GroupPlan[]) {
    this.#seed = seed
    this.#domain = domain
    this.#users = users
    const ids = new Map<string, string>()
    plans.forEach((plan, index) => ids.set(plan.record.displayName, plan.record.id ?? this.#idOf(index)))
    plans.forEach((plan, index) => this.#addPlanned(plan, index, ids))
  }

  /** Every group ever known, in the order they were made. */
  all(): GroupEntry[] {
    return [...this.#groups.values()]
  }

  live(): GroupEntry[] {
    return this.all().filter((entry) => entry.presence === 'live')
  }

  softDeleted(): DirectoryGroup[] {
    return [...this.#groups.values()].filter((e) => e.presence === 'soft-deleted').map((e) => e.record)
  }

  /** The group as stored, whatever its presence. */
  entry(id: string): GroupEntry | undefined {
    return this.#groups.get(id.toLowerCase())
  }

  liveEntry(id: string): GroupEntry | undefined {
    const entry = this.entry(id)
    return entry?.presence === 'live' ? entry : undefined
  }

  other(id: string): OtherObject | undefined {
    return this.#others.get(id.toLowerCase())
  }

  putOther(object: OtherObject): void {
    this.#others.set(object.record.id.toLowerCase(), object)
  }

  create(patch: GroupPatch & { id?: string }, createdDateTime: string): GroupEntry {
    const id = (patch.id ?? this.#freeId()).toLowerCase()
    const record = { ...completeGroup(id, this.#domain, createdDateTime, patch), id }
    const entry: GroupEntry = { record, membership: new Membership(), presence: 'live' }
    this.#groups.set(id, entry)
    return entry
  }

  #addPlanned(plan: GroupPlan, index: number, ids: ReadonlyMap<string, string>): void {
    const id = (plan.record.id ?? this.#idOf(index)).toLowerCase()
    const created = `${new Date(FIRST_GROUP + index * ELEVEN_DAYS).toISOString().slice(0, 19)}Z`
    const membership = new Membership(() => this.#matching(plan.people))
    for (const name of plan.principalNames ?? []) {
      const user = this.#users.findByPrincipalName(name)
      if (user === undefined)
        throw new Error(`Group '${plan.record.displayName}' names '${name}', who does not exist.`)
      membership.add(user.id, 'user', this.#users.ordinalOf(user.id))
    }
    for (const name of plan.holds ?? []) {
      const held = ids.get(name)
      if (held !== undefined) membership.add(held, 'group', undefined)
    }
    for (const object of plan.others ?? []) {
      this.putOther(object)
      membership.add(object.record.id, object.kind, undefined)
    }
    const record = { ...completeGroup(id, this.#domain, created, plan.record), id }
    this.#groups.set(id, { record, membership, presence: 'live' })
  }

  #matching(test: ((index: number) => boolean) | undefined): Uint32Array {
    if (test === undefined) return new Uint32Array(0)
    const found: number[] = []
    for (let index = 0; index < this.#users.people.count; index++) if (test(index)) found.push(index)
    return Uint32Array.from(found)
  }

  #idOf(index: number): string {
    return guidOf(this.#seed ^ 0x00c0ffee, index)
  }

  #freeId(): string {
    let index = this.#groups.size
    while (this.#groups.has(this.#idOf(index))) index++
    return this.#idOf(index)
  }
}
