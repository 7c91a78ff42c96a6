import { MOST_USERS_COUNTED } from '@rollcall/vocabulary'

/** What may be said of people counted up to one more than the most: the number, or that it is the least there are. */
export function toCounted(counted: number): { total: number; isLeast: boolean } {
  return { total: Math.min(counted, MOST_USERS_COUNTED), isLeast: counted > MOST_USERS_COUNTED }
}
