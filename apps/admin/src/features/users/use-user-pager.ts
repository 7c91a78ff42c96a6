import type { Pager } from '@rollcall/ui'
import { useRouter } from '@tanstack/react-router'
import { fromStart, USERS_PER_PAGE, type UserSearch } from './user-search.ts'

export interface UserPage {
  search: UserSearch
  onSearch: (search: UserSearch) => void
  /** Undefined while the page is read. */
  shown: number | undefined
  total: number | undefined
  totalIsLeast: boolean
  nextCursor: string | null
}

/** The server hands out ways forward only, so going back is going back in the browser, or to the first page. */
export function useUserPager({ search, onSearch, shown, total, totalIsLeast, nextCursor }: UserPage): Pager {
  const router = useRouter()
  const page = search.cursor ? (search.page ?? 2) : 1
  const from = (page - 1) * USERS_PER_PAGE + 1
  const to = from + (shown ?? USERS_PER_PAGE) - 1
  const isLast = shown !== undefined && nextCursor === null
  function goBack() {
    if (page === 2) onSearch(fromStart(search))
    else router.history.back()
  }
  return {
    from,
    to,
    total: totalIsLeast && isLast ? to : total,
    totalIsLeast: totalIsLeast && !isLast,
    onPrevious: page > 1 ? goBack : undefined,
    onNext: nextCursor ? () => onSearch({ ...search, cursor: nextCursor, page: page + 1 }) : undefined,
  }
}
