/** A listing that holds one thing. */
export function pageOf<T>(item: T): { items: T[]; total: number; nextCursor: string | null } {
  return { items: [item], total: 1, nextCursor: null }
}
