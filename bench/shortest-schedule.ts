/**
 * How many requests one after another it takes at least, when each job asks its requests in turn and `atOnce` jobs run
 * side by side, the next one beginning as soon as one has ended.
 */
export function longestLane(jobs: readonly number[], atOnce: number): number {
  const lanes = Array.from({ length: atOnce }, () => 0)
  for (const requests of jobs) {
    const free = lanes.indexOf(Math.min(...lanes))
    lanes[free] = (lanes[free] ?? 0) + requests
  }
  return Math.max(...lanes)
}
