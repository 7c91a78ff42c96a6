import { role, userSort, type UserListInput } from '@rollcall/vocabulary'
import type { SortState } from '@rollcall/ui'
import * as z from 'zod'

export const USER_TABS = ['registered', 'unclaimed', 'disabled'] as const
export type UserTab = (typeof USER_TABS)[number]

/** What the address of the Users page says. */
export const userSearch = z.object({
  tab: z.enum(USER_TABS).optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
  sort: userSort.optional().catch(undefined),
  role: role.optional().catch(undefined),
  /** Id or slug. */
  realm: z.string().max(80).optional().catch(undefined),
  connectionId: z.uuid().optional().catch(undefined),
  /** `true`: only people who are no longer in the directory. */
  left: z.enum(['true', 'false']).optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
  /** Place of the page, from 1; only for the words under the table. */
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type UserSearch = z.infer<typeof userSearch>

export const USERS_PER_PAGE = 50

const TAB_FILTERS: Record<UserTab, Pick<UserListInput, 'claimed' | 'status'>> = {
  registered: { claimed: true, status: 'active' },
  unclaimed: { claimed: false, status: 'active' },
  disabled: { status: 'disabled' },
}

/** Search and filters without the tab; what the counts of all tabs are taken under. */
export function toUserFilters(search: UserSearch) {
  const { search: text, role: held, realm, connectionId, left } = search
  return { search: text, role: held, realm, connectionId, left }
}

/** Everyone a tab lists under its search and filters, on whatever page. */
export function toListedFilter(search: UserSearch) {
  return { ...toUserFilters(search), ...TAB_FILTERS[search.tab ?? 'registered'] }
}

export function toUserListInput(search: UserSearch) {
  return {
    ...toListedFilter(search),
    sort: search.sort,
    cursor: search.cursor,
    limit: USERS_PER_PAGE,
  } as const
}

export function isFiltered(search: UserSearch): boolean {
  return Object.values(toUserFilters(search)).some((value) => value !== undefined)
}

/** Address of the page under this search; defaults are left out. */
export function toUsersHref(search: UserSearch): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && !(name === 'tab' && value === 'registered'))
      parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? '/users' : `/users?${text}`
}

/** The same search from its first page. */
export function fromStart(search: UserSearch): UserSearch {
  return { ...search, cursor: undefined, page: undefined }
}

/** Null while the best matches come first, which no column shows. */
export function toSortState(search: UserSearch): SortState | null {
  const sort = search.sort ?? (search.search ? 'match' : 'name')
  if (sort === 'match') return null
  return sort.startsWith('-') ? { key: sort.slice(1), direction: 'desc' } : { key: sort, direction: 'asc' }
}

/** Pressed once more after both directions, a column gives the best matches of a search back. */
export function withSort(search: UserSearch, sort: SortState): UserSearch {
  const shown = toSortState(search)
  if (search.search && shown?.key === sort.key && shown.direction === 'desc')
    return { ...fromStart(search), sort: undefined }
  const text = userSort.safeParse(`${sort.direction === 'desc' ? '-' : ''}${sort.key}`)
  const plain = text.data === 'name' && !search.search
  return { ...fromStart(search), sort: plain ? undefined : text.data }
}
