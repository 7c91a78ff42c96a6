import { PROFILE_FIELDS, PROFILE_LABELS, type ChangeView, type RealmChange } from '@rollcall/vocabulary'

interface Column {
  readonly title: string
  read(change: ChangeView): string | null
}

const COLUMNS: readonly Column[] = [
  { title: 'Number', read: (change) => String(change.seq) },
  { title: 'Change', read: (change) => change.kind },
  { title: 'Name', read: (change) => change.name },
  { title: 'Email', read: (change) => change.email },
  { title: 'Why', read: (change) => change.reason },
  { title: 'Outcome', read: (change) => change.outcome },
  { title: 'Applied at', read: (change) => change.appliedAt },
  {
    title: 'Problem',
    read: ({ error }) => (error ? [error.message, error.hint].filter(Boolean).join(' ') : null),
  },
  { title: 'Realms gained', read: (change) => toRealms(change.realmsGained) },
  { title: 'Realms lost', read: (change) => toRealms(change.realmsLost) },
  { title: 'Status before', read: (change) => change.before.status ?? null },
  { title: 'Status after', read: (change) => change.after.status ?? null },
  ...PROFILE_FIELDS.flatMap((field) => [
    {
      title: `${PROFILE_LABELS[field]} before`,
      read: (change: ChangeView) => change.before.profile[field] ?? null,
    },
    {
      title: `${PROFILE_LABELS[field]} after`,
      read: (change: ChangeView) => change.after.profile[field] ?? null,
    },
  ]),
  { title: 'Directory object ID', read: (change) => change.entraId },
  { title: 'User ID', read: (change) => change.userId },
]

/** The first line, after the mark that makes spreadsheets read the file as UTF-8. */
export function toCsvHead(): string {
  return `\uFEFF${COLUMNS.map((column) => toCell(column.title)).join(',')}\r\n`
}

/** Lines of RFC 4180, each ended by CRLF; times stay exact ISO instants. */
export function toCsvLines(changes: readonly ChangeView[]): string {
  return changes
    .map((change) => `${COLUMNS.map((column) => toCell(column.read(change))).join(',')}\r\n`)
    .join('')
}

function toRealms(realms: readonly RealmChange[]): string {
  return realms
    .map(({ realmName, groupName }) => (groupName ? `${realmName} (group ${groupName})` : realmName))
    .join('; ')
}

/** A leading formula sign is disarmed, because names come from outside and spreadsheets run formulas. */
function toCell(value: string | null): string {
  if (value === null) return ''
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
