import type {
  DirectoryGroup,
  DirectoryUser,
  GroupPatch,
  MemberRef,
  UserPatch,
} from '../directory/directory-object.ts'
import type { DirectoryStore, NewGroup, NewUser } from '../directory/directory-store.ts'
import { UnknownObject } from '../directory/directory-store.ts'
import type { ProvisioningJobs } from '../provisioning/provisioning-jobs.ts'
import type { Tenant } from '../tenant.ts'
import type { AppView } from './control.ts'
import { viewOfApp } from './control.ts'

/** A tenant's directory as tests change it; every change also reaches delta queries. */
export class DirectoryHandle {
  #tenant: Tenant

  constructor(tenant: Tenant) {
    this.#tenant = tenant
  }

  addUser(user: NewUser = {}): DirectoryUser {
    return this.#store.addUser(user)
  }

  updateUser(id: string, patch: UserPatch): DirectoryUser {
    return this.#store.updateUser(id, patch)
  }

  /** Soft deletion: restorable, and listed under deleted items. */
  deleteUser(id: string): void {
    this.#store.deleteUser(id)
  }

  restoreUser(id: string): DirectoryUser {
    return this.#store.restoreUser(id)
  }

  purgeUser(id: string): void {
    this.#store.purgeUser(id)
  }

  addGroup(group: NewGroup): DirectoryGroup {
    return this.#store.addGroup(group)
  }

  updateGroup(id: string, patch: GroupPatch): DirectoryGroup {
    return this.#store.updateGroup(id, patch)
  }

  deleteGroup(id: string): void {
    this.#store.deleteGroup(id)
  }

  restoreGroup(id: string): DirectoryGroup {
    return this.#store.restoreGroup(id)
  }

  purgeGroup(id: string): void {
    this.#store.purgeGroup(id)
  }

  addMember(groupId: string, memberId: string): void {
    this.#store.addMember(groupId, memberId)
  }

  removeMember(groupId: string, memberId: string): void {
    this.#store.removeMember(groupId, memberId)
  }

  /** All users that exist; for large tenants prefer `eachUser`. */
  users(): DirectoryUser[] {
    return [...this.#store.users.each()]
  }

  eachUser(): Iterable<DirectoryUser> {
    return this.#store.users.each()
  }

  countUsers(): number {
    return this.#store.users.liveCount
  }

  groups(): DirectoryGroup[] {
    return this.#store.groups.live().map((entry) => entry.record)
  }

  /** Direct members of a group, people and everything else. */
  members(groupId: string): MemberRef[] {
    const entry = this.#store.groups.liveEntry(groupId)
    if (entry === undefined) throw new UnknownObject('group', groupId)
    return [...this.#store.membersOf(entry)]
  }

  findGroup(displayName: string): DirectoryGroup | undefined {
    return this.groups().find((group) => group.displayName === displayName)
  }

  findUser(userPrincipalName: string): DirectoryUser | undefined {
    return this.#store.users.findByPrincipalName(userPrincipalName)
  }

  get #store(): DirectoryStore {
    return this.#tenant.store
  }
}

export type TenantHandle = {
  tenantId: string
  domain: string
  displayName: string
  readonly apps: AppView[]
  directory: DirectoryHandle
  /** The apps that push this tenant's people to a SCIM target. */
  provisioning: ProvisioningJobs
}

export function handleOf(tenant: Tenant): TenantHandle {
  return {
    tenantId: tenant.tenantId,
    domain: tenant.domain,
    displayName: tenant.displayName,
    get apps() {
      return tenant.apps.map(viewOfApp)
    },
    directory: new DirectoryHandle(tenant),
    provisioning: tenant.provisioning,
  }
}
