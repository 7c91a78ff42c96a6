import { ROLE_LABELS, type UserView } from '@rollcall/vocabulary'

const COLUMNS: readonly { title: string; read: (user: UserView) => string | null }[] = [
  { title: 'Name', read: (user) => user.name },
  { title: 'Email', read: (user) => user.email },
  { title: 'Role', read: (user) => ROLE_LABELS[user.role] },
  { title: 'Status', read: (user) => user.status },
  { title: 'Registered at', read: (user) => user.registeredAt },
  { title: 'Left directory at', read: (user) => user.leftAt },
  { title: 'Job title', read: (user) => user.jobTitle },
  { title: 'Department', read: (user) => user.department },
  { title: 'Realms', read: (user) => user.realms.map((realm) => realm.name).join('; ') },
  { title: 'Description', read: (user) => user.description },
  { title: 'Directory object ID', read: (user) => user.entraId },
  { title: 'User ID', read: (user) => user.id },
  { title: 'Created at', read: (user) => user.createdAt },
  { title: 'Updated at', read: (user) => user.updatedAt },
]

export function toCsvHeader(): string {
  return `${COLUMNS.map((column) => column.title).join(',')}\r\n`
}

/** Lines of RFC 4180, each ended by CRLF; times stay exact ISO instants. */
export function toCsvRows(users: readonly UserView[]): string {
  return users.map((user) => `${COLUMNS.map((column) => toCell(column.read(user))).join(',')}\r\n`).join('')
}

/** A leading formula sign is disarmed, because names come from outside and spreadsheets run formulas. */
function toCell(value: string | null): string {
  if (value === null) return ''
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
