import {
  may,
  mayManageRole,
  ROLE_LABELS,
  ROLES,
  type MeView,
  type ProfileField,
  type Role,
  type UserDetailView,
} from '@rollcall/vocabulary'

/** What the signed-in person may do with another; each reason is null when it is allowed. */
export interface EditRights {
  /** Why nothing can be edited. */
  all: string | null
  /** Why the fields beyond name, email and description cannot be edited. */
  work: string | null
  role: string | null
  realms: string | null
  status: string | null
  remove: string | null
  /** Roles that may be given, the present one included. */
  roles: readonly Role[]
}

const WORK_FIELDS: readonly ProfileField[] = ['jobTitle', 'department', 'employeeId']

/** The console shows what the server will decide: the same table of roles, told as reasons. */
export function toEditRights(
  me: MeView,
  user: Pick<UserDetailView, 'id' | 'role' | 'registeredAt'>,
): EditRights {
  const above = mayManageRole(me.role, user.role)
    ? null
    : `This person has the role ${ROLE_LABELS[user.role]}. Only ${user.role === 'owner' ? 'owners' : 'people with that role or higher'} can change this account.`
  const registered =
    user.registeredAt !== null && !may(me.role, 'users.edit')
      ? 'This person has registered. Operators edit people who have not claimed their account yet.'
      : null
  const all = may(me.role, 'users.editUnclaimed') ? (above ?? registered) : 'Your role may not edit people.'
  const manager = may(me.role, 'users.edit') ? null : 'Only managers and higher roles change this.'
  const self = me.id === user.id ? 'This is your own account. Ask another administrator.' : null
  return {
    all,
    work: all ?? manager,
    role: all ?? (may(me.role, 'users.setRole') ? self : 'Only managers and higher roles give roles.'),
    realms: all,
    status: all ?? manager ?? self,
    remove: all ?? (may(me.role, 'users.delete') ? self : 'Only managers and higher roles delete people.'),
    roles: ROLES.filter((role) => role === user.role || mayManageRole(me.role, role)),
  }
}

/** Why one field of the profile cannot be edited; null when it can. */
export function toFieldReason(rights: EditRights, field: ProfileField): string | null {
  return WORK_FIELDS.includes(field) ? rights.work : rights.all
}
