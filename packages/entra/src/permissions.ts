/** What the access token says about the application. Only for hints: Microsoft may make these tokens unreadable. */
export interface TokenClaims {
  /** Application permissions with consent; empty when there are none. */
  readonly roles: readonly string[]
  readonly tenantId: string | null
  readonly appName: string | null
}

export const USERS_PERMISSION = 'User.Read.All'
export const GROUPS_PERMISSION = 'GroupMember.Read.All'
export const HIDDEN_PERMISSION = 'Member.Read.Hidden'
export const SECRET_PERMISSION = 'Application.Read.All'

/** Source: Microsoft Graph permissions reference, "List users" and "List groups". */
const USERS_SUFFICE = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']
const GROUPS_SUFFICE = [
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
]
const WELCOME = new Set([
  USERS_PERMISSION,
  GROUPS_PERMISSION,
  HIDDEN_PERMISSION,
  SECRET_PERMISSION,
  'User.ReadBasic.All',
  'Organization.Read.All',
])

export function mayReadUsers(roles: readonly string[]): boolean {
  return roles.some((role) => USERS_SUFFICE.includes(role))
}

export function mayReadGroups(roles: readonly string[]): boolean {
  return roles.some((role) => GROUPS_SUFFICE.includes(role))
}

export function mayReadHiddenMembers(roles: readonly string[]): boolean {
  return roles.includes(HIDDEN_PERMISSION)
}

export function missingPermissions(roles: readonly string[]): string[] {
  const missing: string[] = []
  if (!mayReadUsers(roles)) missing.push(USERS_PERMISSION)
  if (!mayReadGroups(roles)) missing.push(GROUPS_PERMISSION)
  return missing
}

/** Permissions that give more than this product uses, with the one that is enough; null when none is needed. */
export function excessPermissions(roles: readonly string[]): { role: string; enough: string | null }[] {
  return roles.filter((role) => !WELCOME.has(role)).map((role) => ({ role, enough: enoughInstead(role) }))
}

function enoughInstead(role: string): string | null {
  if (role.startsWith('Directory.')) return `${USERS_PERMISSION} with ${GROUPS_PERMISSION}`
  if (role.startsWith('User.')) return USERS_PERMISSION
  if (role.startsWith('Group.') || role.startsWith('GroupMember.')) return GROUPS_PERMISSION
  if (role.startsWith('Application.')) return SECRET_PERMISSION
  return null
}

/** Reads the claims without checking the signature; null when the token cannot be read. */
export function readClaims(token: string): TokenClaims | null {
  const payload = token.split('.')[1]
  if (!payload) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    if (typeof claims !== 'object' || claims === null) return null
    return toClaims(claims)
  } catch {
    return null
  }
}

function toClaims(claims: object): TokenClaims {
  const roles = 'roles' in claims && Array.isArray(claims.roles) ? claims.roles : []
  return {
    roles: roles.filter((role): role is string => typeof role === 'string'),
    tenantId: 'tid' in claims && typeof claims.tid === 'string' ? claims.tid : null,
    appName:
      'app_displayname' in claims && typeof claims.app_displayname === 'string'
        ? claims.app_displayname
        : null,
  }
}
