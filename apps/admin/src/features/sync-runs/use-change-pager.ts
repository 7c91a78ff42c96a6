import type { Pager } from '@rollcall/ui'
import { useRouter } from '@tanstack/react-router'
import type { ChangeSearch } from './change-search.ts'

export const CHANGES_PER_PAGE = 50

export interface ChangePage {
  search: ChangeSearch
  onSearch: (search: ChangeSearch) => void
  /** Undefined while the page is read. */
  shown: number | undefined
  total: number | undefined
  nextCursor: string | null
}

/** The server hands out ways forward only, so going back is going back in the browser, or to the first page. */
export function useChangePager({ search, onSearch, shown, total, nextCursor }: ChangePage): Pager {
  const router = useRouter()
  const page = search.cursor ? (search.page ?? 2) : 1
  const from = (page - 1) * CHANGES_PER_PAGE + 1
  function goBack() {
    if (page === 2) onSearch({ ...search, cursor: undefined, page: undefined })
    else router.history.back()
  }
  return {
    from,
    to: from + (shown ?? CHANGES_PER_PAGE) - 1,
    total,
    onPrevious: page > 1 ? goBack : undefined,
    onNext: nextCursor ? () => onSearch({ ...search, cursor: nextCursor, page: page + 1 }) : undefined,
  }
}
