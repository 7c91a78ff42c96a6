import { Prisma } from '../generated/client.ts'
import { everyCondition, findsEveryWord } from './search-words.ts'

export interface UserFilter {
  registered?: boolean | undefined
  status?: string | undefined
  role?: string | undefined
  realmId?: string | undefined
  connectionId?: string | undefined
  left?: boolean | undefined
  /** Every word must be part of the name, email or department, in any case; words of one or two letters begin a word there. */
  search?: string | undefined
}

/**
 * The states people are listed by; everyone is in exactly one. They are written as the indexes of people have them,
 * because an index made for some rows is only followed by a condition that names the same rows.
 */
export const USER_STATES = {
  registered: Prisma.sql`u.status = 'active' and u.registered_at is not null`,
  unclaimed: Prisma.sql`u.status = 'active' and u.registered_at is null`,
  disabled: Prisma.sql`u.status = 'disabled'`,
} as const

export type UserState = keyof typeof USER_STATES

const ALL_STATES: readonly UserState[] = ['registered', 'unclaimed', 'disabled']

/** The states in which people under this filter can be. */
export function statesOf({ status, registered }: UserFilter): UserState[] {
  return ALL_STATES.filter((state) => {
    if (state === 'disabled') return status !== 'active'
    if (status === 'disabled') return false
    return registered === undefined || registered === (state === 'registered')
  })
}

/** That someone is in one of these states; nothing to ask when every state is among them. */
export function isInState(states: readonly UserState[]): Prisma.Sql[] {
  if (states.length === ALL_STATES.length) return []
  const parts = states.map((state) => Prisma.sql`(${USER_STATES[state]})`)
  return [Prisma.sql`(${Prisma.join(parts, ' or ')})`]
}

/** What the filter asks beyond the state. */
export function beyondState(filter: UserFilter): Prisma.Sql[] {
  const conditions = findsEveryWord(Prisma.sql`u.search_text`, filter.search)
  if (filter.registered !== undefined && filter.status !== 'active') {
    conditions.push(
      filter.registered ? Prisma.sql`u.registered_at is not null` : Prisma.sql`u.registered_at is null`,
    )
  }
  if (filter.left !== undefined) {
    conditions.push(filter.left ? Prisma.sql`u.left_at is not null` : Prisma.sql`u.left_at is null`)
  }
  if (filter.role !== undefined) conditions.push(hasRole(filter.role))
  if (filter.realmId !== undefined) {
    conditions.push(Prisma.sql`exists (select 1 from realm_memberships m
      where m.user_id = u.id and m.realm_id = ${filter.realmId}::uuid)`)
  }
  if (filter.connectionId !== undefined) {
    conditions.push(Prisma.sql`exists (select 1 from entra_identities i
      where i.user_id = u.id and i.connection_id = ${filter.connectionId}::uuid)`)
  }
  return conditions
}

/** That a name begins with this text, as an index of names knows it: from there up to the last of all characters behind it. */
export function nameBegins(beginning: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`u.name_key >= ${beginning} and u.name_key < ${beginning} || chr(1114111)`
}

/** Everything the filter asks. */
export function matches(filter: UserFilter): Prisma.Sql {
  return everyCondition([...isInState(statesOf(filter)), ...beyondState(filter)])
}

/** Whoever is no plain member is one of few, and has an index that is made for those alone. */
function hasRole(role: string): Prisma.Sql {
  if (role === 'member') return Prisma.sql`u.role = 'member'`
  return Prisma.sql`u.role = ${role} and u.role <> 'member'`
}
