import { MOST_FOUND_COUNTED, MOST_USERS_COUNTED } from '@rollcall/vocabulary'

/** How far people under a filter are counted. */
export function mostCounted({ search }: { search?: string | undefined }): number {
  return search ? MOST_FOUND_COUNTED : MOST_USERS_COUNTED
}

/** What may be said of people counted up to one more than the most: the number, or that it is the least there are. */
export function toCounted(counted: number, most: number): { total: number; isLeast: boolean } {
  return { total: Math.min(counted, most), isLeast: counted > most }
}
