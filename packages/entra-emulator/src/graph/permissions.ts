import type { MemberKind } from '../directory/directory-object.ts'
import { denied } from './graph-problem.ts'
import type { GraphRoute } from './graph-route.ts'
import { unreachable } from '../unreachable.ts'

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All']

/** Any one of these application permissions is enough (permissions reference of Microsoft Graph). */
const ROLES_FOR = {
  users: ['User.Read.All', 'User.ReadWrite.All', ...DIRECTORY],
  groups: [
    'GroupMember.Read.All',
    'GroupMember.ReadWrite.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    ...DIRECTORY,
  ],
  deletedGroups: ['Group.Read.All', 'Group.ReadWrite.All', ...DIRECTORY],
  devices: ['Device.Read.All', 'Device.ReadWrite.All', ...DIRECTORY],
  contacts: ['OrgContact.Read.All', ...DIRECTORY],
  applications: ['Application.Read.All', 'Application.ReadWrite.All', ...DIRECTORY],
  organization: ['Organization.Read.All', 'Organization.ReadWrite.All', ...DIRECTORY],
  hiddenMembers: ['Member.Read.Hidden'],
  signIns: ['AuditLog.Read.All'],
} as const

/** How much of a kind of object the caller may see: everything, the basic profile, or only its id. */
export type Sight = 'full' | 'basic' | 'id'

export class Permissions {
  #roles: ReadonlySet<string>

  constructor(roles: ReadonlySet<string>) {
    this.#roles = roles
  }

  may(what: keyof typeof ROLES_FOR): boolean {
    return ROLES_FOR[what].some((role) => this.#roles.has(role))
  }

  sightOf(kind: MemberKind): Sight {
    switch (kind) {
      case 'user':
        if (this.may('users')) return 'full'
        return this.#roles.has('User.ReadBasic.All') ? 'basic' : 'id'
      case 'group':
        return this.may('groups') ? 'full' : 'id'
      case 'device':
        return this.may('devices') ? 'full' : 'id'
      case 'orgContact':
        return this.may('contacts') ? 'full' : 'id'
      case 'servicePrincipal':
        return this.may('applications') ? 'full' : 'id'
    }
    return unreachable(kind)
  }
}

function isAllowed(route: GraphRoute, permissions: Permissions): boolean {
  switch (route.kind) {
    case 'list':
    case 'count':
    case 'one':
      return route.of === 'users' ? permissions.sightOf('user') !== 'id' : permissions.may('groups')
    case 'delta':
      return permissions.may(route.of)
    case 'deleted-items':
      return permissions.may(route.of === 'users' ? 'users' : 'deletedGroups')
    case 'manager':
      return permissions.may('users')
    case 'members':
      return permissions.may('groups')
    case 'organization':
      return permissions.may('organization')
    case 'application':
      return permissions.may('applications')
    case 'batch':
      return true
  }
  return unreachable(route)
}

export function requirePermission(route: GraphRoute, permissions: Permissions): void {
  if (!isAllowed(route, permissions)) throw denied()
}
