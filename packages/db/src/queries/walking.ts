/**
 * A search that many match is answered by walking along the order of a list, which costs as much as there is between those
 * who match, or by gathering and sorting all who match. How a walk that has ended before its page was full goes on:
 */

/** So many times as far again, */
export const FURTHER = 4

/** when at that rate the page would be full somewhat before. */
export function isPromising(met: number, limit: number): boolean {
  return met < limit && met * (FURTHER - 1) >= limit
}
