import type { PeopleSource } from '../generate/people.ts'
import type { DirectoryUser } from './directory-object.ts'

export type Presence = 'live' | 'soft-deleted' | 'purged'

/** Generated people with changes laid over them. A user's ordinal is their place, for ever. */
export class UserTable {
  readonly people: PeopleSource
  #ordinals: number
  #overlay = new Map<number, DirectoryUser>()
  #managers = new Map<number, string | null>()
  #absent = new Map<number, Presence>()
  #givenIds = new Map<string, number>()

  constructor(people: PeopleSource) {
    this.people = people
    this.#ordinals = people.count
  }

  /** Users ever known, dead ones too; ordinals run from 0 to this. */
  get ordinals(): number {
    return this.#ordinals
  }

  get liveCount(): number {
    return this.#ordinals - this.#absent.size
  }

  idAt(ordinal: number): string {
    return this.#overlay.get(ordinal)?.id ?? this.people.idAt(ordinal)
  }

  ordinalOf(id: string): number | undefined {
    const wanted = id.toLowerCase()
    const given = this.#givenIds.get(wanted)
    if (given !== undefined) return given
    const index = this.people.indexOf(wanted)
    if (index === undefined || index >= this.#ordinals) return undefined
    return this.idAt(index) === wanted ? index : undefined
  }

  presenceAt(ordinal: number): Presence {
    return this.#absent.get(ordinal) ?? 'live'
  }

  /** The user as stored, whatever their presence. */
  recordAt(ordinal: number): DirectoryUser {
    return this.#overlay.get(ordinal) ?? this.people.userAt(ordinal)
  }

  at(ordinal: number): DirectoryUser | undefined {
    return this.#absent.has(ordinal) ? undefined : this.recordAt(ordinal)
  }

  find(id: string): DirectoryUser | undefined {
    const ordinal = this.ordinalOf(id)
    return ordinal === undefined ? undefined : this.at(ordinal)
  }

  findByPrincipalName(name: string): DirectoryUser | undefined {
    const wanted = name.toLowerCase()
    for (const user of this.each()) if (user.userPrincipalName.toLowerCase() === wanted) return user
    return undefined
  }

  *each(): Generator<DirectoryUser> {
    for (let ordinal = 0; ordinal < this.#ordinals; ordinal++) {
      const user = this.at(ordinal)
      if (user !== undefined) yield user
    }
  }

  *eachSoftDeleted(): Generator<DirectoryUser> {
    for (const [ordinal, presence] of this.#absent)
      if (presence === 'soft-deleted') yield this.recordAt(ordinal)
  }

  managerIdAt(ordinal: number): string | undefined {
    const set = this.#managers.get(ordinal)
    if (set !== undefined) return set ?? undefined
    if (ordinal >= this.people.count) return undefined
    const manager = this.people.managerOf(ordinal)
    return manager === undefined || this.#absent.has(manager) ? undefined : this.idAt(manager)
  }

  /** Takes the next ordinal for a new user and returns the id they get. */
  claimId(given: string | undefined): { ordinal: number; id: string } {
    const ordinal = this.#ordinals++
    const id = given?.toLowerCase() ?? this.people.idAt(ordinal)
    if (given !== undefined) this.#givenIds.set(id, ordinal)
    return { ordinal, id }
  }

  put(ordinal: number, record: DirectoryUser): void {
    this.#overlay.set(ordinal, record)
  }

  setManager(ordinal: number, managerId: string | null): void {
    this.#managers.set(ordinal, managerId)
  }

  setPresence(ordinal: number, presence: Presence): void {
    if (presence === 'live') this.#absent.delete(ordinal)
    else this.#absent.set(ordinal, presence)
  }
}
