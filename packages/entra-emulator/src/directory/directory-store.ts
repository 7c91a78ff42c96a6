import type { GroupPlan } from '../generate/groups.ts'
import { blankUser } from '../generate/people.ts'
import type { PeopleSource } from '../generate/people.ts'
import { ChangeLog } from './change-log.ts'
import type {
  DirectoryGroup,
  DirectoryUser,
  GroupPatch,
  MemberKind,
  MemberRef,
  UserPatch,
} from './directory-object.ts'
import { GroupTable } from './group-table.ts'
import type { GroupEntry } from './group-table.ts'
import { UserTable } from './user-table.ts'
import type { Presence } from './user-table.ts'

export type NewUser = UserPatch & { id?: string }
export type NewGroup = GroupPatch & { id?: string }

export type StoreOptions = {
  seed: number
  domain: string
  people: PeopleSource
  plans: readonly GroupPlan[]
  /** People with given properties, added after the generated ones. */
  users: readonly NewUser[]
  now: () => number
}

/** Thrown for a change that names something the directory does not hold. */
export class UnknownObject extends Error {
  constructor(kind: string, id: string) {
    super(`There is no ${kind} with the id '${id}' in this tenant. Use an id that the tenant listed.`)
  }
}

/** One tenant's directory: the verbs that change it, each of which also writes history. */
export class DirectoryStore {
  readonly log: ChangeLog
  readonly users: UserTable
  readonly groups: GroupTable
  #domain: string
  #now: () => number
  #version = 0

  constructor({ seed, domain, people, plans, users, now }: StoreOptions) {
    this.#domain = domain
    this.#now = now
    this.log = new ChangeLog(now)
    this.users = new UserTable(people)
    for (const user of users) this.#insertUser(user)
    this.groups = new GroupTable(seed, domain, this.users, plans)
  }

  /** Grows with every change, so that anything derived from the directory knows when it is stale. */
  get version(): number {
    return this.#version
  }

  kindOf(id: string): MemberKind | undefined {
    if (this.users.ordinalOf(id) !== undefined) return 'user'
    if (this.groups.entry(id) !== undefined) return 'group'
    return this.groups.other(id)?.kind
  }

  isLive({ id, kind }: MemberRef): boolean {
    if (kind === 'user') return this.users.find(id) !== undefined
    if (kind === 'group') return this.groups.liveEntry(id) !== undefined
    return this.groups.other(id) !== undefined
  }

  /** Direct members that exist now: generated people first, then the rest in the order they were added. */
  *membersOf(entry: GroupEntry): Generator<MemberRef> {
    for (const ordinal of entry.membership.base)
      if (!entry.membership.isRemoved(ordinal) && this.users.presenceAt(ordinal) === 'live')
        yield { id: this.users.idAt(ordinal), kind: 'user' }
    for (const [id, kind] of entry.membership.extras()) if (this.isLive({ id, kind })) yield { id, kind }
  }

  groupsHolding(id: string): GroupEntry[] {
    const ordinal = this.users.ordinalOf(id)
    return this.groups.live().filter((entry) => entry.membership.has(id, ordinal))
  }

  addUser(user: NewUser): DirectoryUser {
    const ordinal = this.#insertUser(user)
    this.#version++
    this.log.append({ kind: 'user', id: this.users.idAt(ordinal), what: 'created' })
    return this.users.recordAt(ordinal)
  }

  updateUser(id: string, patch: UserPatch): DirectoryUser {
    const ordinal = this.#ordinalOrThrow(id)
    const { managerId, ...properties } = patch
    this.users.put(ordinal, { ...this.users.recordAt(ordinal), ...properties })
    const names = Object.keys(properties)
    if (managerId !== undefined) {
      this.users.setManager(ordinal, managerId)
      names.push('manager')
    }
    this.#version++
    this.log.append({ kind: 'user', id: this.users.idAt(ordinal), what: 'updated', properties: names })
    return this.users.recordAt(ordinal)
  }

  /** Soft deletion: out of every listing, restorable. Entra puts the id in front of the sign-in name. */
  deleteUser(id: string): void {
    const ordinal = this.#ordinalOrThrow(id, 'live')
    const user = this.users.recordAt(ordinal)
    const userPrincipalName = `${user.id.replaceAll('-', '')}${user.userPrincipalName}`
    this.users.put(ordinal, { ...user, userPrincipalName, deletedDateTime: this.#timestamp() })
    this.#logMemberships(user.id, 'member-removed')
    this.users.setPresence(ordinal, 'soft-deleted')
    this.#version++
    this.log.append({ kind: 'user', id: user.id, what: 'deleted' })
  }

  restoreUser(id: string): DirectoryUser {
    const ordinal = this.#ordinalOrThrow(id, 'soft-deleted')
    const user = this.users.recordAt(ordinal)
    const prefix = user.id.replaceAll('-', '')
    const userPrincipalName = user.userPrincipalName.startsWith(prefix)
      ? user.userPrincipalName.slice(prefix.length)
      : user.userPrincipalName
    this.users.put(ordinal, { ...user, userPrincipalName, deletedDateTime: null })
    this.users.setPresence(ordinal, 'live')
    this.#version++
    this.log.append({ kind: 'user', id: user.id, what: 'restored' })
    this.#logMemberships(user.id, 'member-added')
    return this.users.recordAt(ordinal)
  }

  /** Deletion for good. */
  purgeUser(id: string): void {
    const ordinal = this.#ordinalOrThrow(id)
    const userId = this.users.idAt(ordinal)
    if (this.users.presenceAt(ordinal) === 'live') this.#logMemberships(userId, 'member-removed')
    this.users.setPresence(ordinal, 'purged')
    this.#version++
    this.log.append({ kind: 'user', id: userId, what: 'purged' })
  }

  addGroup(group: NewGroup): DirectoryGroup {
    const { record } = this.groups.create(group, this.#timestamp())
    this.#version++
    this.log.append({ kind: 'group', id: record.id, what: 'created' })
    return record
  }

  updateGroup(id: string, patch: GroupPatch): DirectoryGroup {
    const entry = this.#groupOrThrow(id)
    entry.record = { ...entry.record, ...patch }
    this.#version++
    this.log.append({ kind: 'group', id: entry.record.id, what: 'updated', properties: Object.keys(patch) })
    return entry.record
  }

  deleteGroup(id: string): void {
    const entry = this.#groupOrThrow(id, 'live')
    entry.record = { ...entry.record, deletedDateTime: this.#timestamp() }
    this.#logMemberships(entry.record.id, 'member-removed')
    entry.presence = 'soft-deleted'
    this.#version++
    this.log.append({ kind: 'group', id: entry.record.id, what: 'deleted' })
  }

  restoreGroup(id: string): DirectoryGroup {
    const entry = this.#groupOrThrow(id, 'soft-deleted')
    entry.record = { ...entry.record, deletedDateTime: null }
    entry.presence = 'live'
    this.#version++
    this.log.append({ kind: 'group', id: entry.record.id, what: 'restored' })
    for (const member of this.membersOf(entry))
      this.log.append({
        kind: 'group',
        id: entry.record.id,
        what: 'member-added',
        memberId: member.id,
        memberKind: member.kind,
      })
    this.#logMemberships(entry.record.id, 'member-added')
    return entry.record
  }

  purgeGroup(id: string): void {
    const entry = this.#groupOrThrow(id)
    if (entry.presence === 'live') this.#logMemberships(entry.record.id, 'member-removed')
    entry.presence = 'purged'
    this.#version++
    this.log.append({ kind: 'group', id: entry.record.id, what: 'purged' })
  }

  addMember(groupId: string, memberId: string): void {
    this.#changeMember(groupId, memberId, 'member-added')
  }

  removeMember(groupId: string, memberId: string): void {
    this.#changeMember(groupId, memberId, 'member-removed')
  }

  #insertUser(user: NewUser): number {
    const { managerId, id: given, ...properties } = user
    const { ordinal, id } = this.users.claimId(given)
    const mailNickname = user.mailNickname ?? `person${ordinal + 1}`
    const blank = blankUser(id, user.userPrincipalName ?? `${mailNickname}@${this.#domain}`)
    const displayName = `New person ${ordinal + 1}`
    const createdDateTime = this.#timestamp()
    this.users.put(ordinal, { ...blank, displayName, mailNickname, createdDateTime, ...properties })
    if (managerId !== undefined) this.users.setManager(ordinal, managerId)
    return ordinal
  }

  #changeMember(groupId: string, memberId: string, what: 'member-added' | 'member-removed'): void {
    const { record, membership } = this.#groupOrThrow(groupId)
    const id = memberId.toLowerCase()
    const memberKind = this.kindOf(id)
    if (memberKind === undefined) throw new UnknownObject('object', memberId)
    const ordinal = this.users.ordinalOf(id)
    const changed =
      what === 'member-added' ? membership.add(id, memberKind, ordinal) : membership.remove(id, ordinal)
    if (!changed) return
    this.#version++
    this.log.append({ kind: 'group', id: record.id, what, memberId: id, memberKind })
  }

  #logMemberships(memberId: string, what: 'member-added' | 'member-removed'): void {
    const memberKind = this.kindOf(memberId)
    if (memberKind === undefined) return
    for (const { record } of this.groupsHolding(memberId))
      this.log.append({ kind: 'group', id: record.id, what, memberId, memberKind })
  }

  #ordinalOrThrow(id: string, presence?: Presence): number {
    const ordinal = this.users.ordinalOf(id)
    if (ordinal === undefined) throw new UnknownObject('user', id)
    if (presence !== undefined && this.users.presenceAt(ordinal) !== presence)
      throw new UnknownObject(`${presence} user`, id)
    return ordinal
  }

  #groupOrThrow(id: string, presence?: Presence): GroupEntry {
    const entry = this.groups.entry(id)
    if (entry === undefined) throw new UnknownObject('group', id)
    if (presence !== undefined && entry.presence !== presence)
      throw new UnknownObject(`${presence} group`, id)
    return entry
  }

  #timestamp(): string {
    return `${new Date(this.#now()).toISOString().slice(0, 19)}Z`
  }
}
