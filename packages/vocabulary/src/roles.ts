import * as z from 'zod'

/** Highest first. A role includes everything the roles below it may do. */
export const ROLES = ['owner', 'admin', 'manager', 'operator', 'member'] as const
export const role = z.enum(ROLES)
export type Role = z.infer<typeof role>

export const ROLE_LABELS: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  manager: 'Manager',
  operator: 'Operator',
  member: 'Member',
}

/** What can be asked of the product, and the lowest role that may ask it. The API enforces this table; the console reads it. */
export const PERMISSIONS = {
  'profile.read': 'member',
  'overview.read': 'operator',
  'users.read': 'operator',
  'users.editUnclaimed': 'operator',
  'users.edit': 'manager',
  'users.setRole': 'manager',
  'users.delete': 'manager',
  'realms.read': 'operator',
  'realms.assignUnclaimed': 'operator',
  'realms.edit': 'manager',
  'runs.read': 'operator',
  'runs.start': 'manager',
  'runs.confirm': 'manager',
  'runs.cancel': 'manager',
  'runs.undo': 'manager',
  'conflicts.read': 'operator',
  'conflicts.decide': 'manager',
  'connections.read': 'manager',
  'connections.check': 'manager',
  'connections.edit': 'admin',
  'mappings.edit': 'admin',
  'provisioning.read': 'operator',
  'provisioning.edit': 'admin',
  'claims.open': 'operator',
  'claims.sendEmail': 'operator',
  'mailings.read': 'operator',
  'mailings.start': 'operator',
  'invitations.read': 'operator',
  'invitations.edit': 'manager',
  'grants.read': 'operator',
  'grants.edit': 'manager',
  'settings.read': 'admin',
  'settings.edit': 'admin',
  'events.read': 'operator',
  'keys.read': 'owner',
  'keys.edit': 'owner',
} as const satisfies Record<string, Role>

export type Permission = keyof typeof PERMISSIONS

/** True when `held` is at least as high as `needed`. */
export function isAtLeast(held: Role, needed: Role): boolean {
  return ROLES.indexOf(held) <= ROLES.indexOf(needed)
}

export function may(held: Role, permission: Permission): boolean {
  return isAtLeast(held, PERMISSIONS[permission])
}

/** Nobody gives out, or edits a holder of, a role above their own; only owners touch owners. */
export function mayManageRole(held: Role, other: Role): boolean {
  return isAtLeast(held, other) && (held === 'owner' || other !== 'owner')
}
