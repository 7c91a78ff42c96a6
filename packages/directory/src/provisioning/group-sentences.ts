import type { ChangedGroup } from '@rollcall/db'

/** Who got or lost the realm of a group, in a sentence; null when nobody did. */
export function movedWhy({ gained, lost, realm }: ChangedGroup): string | null {
  if (gained + lost === 0) return null
  const got = gained > 0 ? [`${people(gained)} got`] : []
  const gone = lost > 0 ? [`${people(lost)} lost`] : []
  return `${[...got, ...gone].join(' and ')} the realm ${realm}.`
}

/** Why people who are out of a group keep its realm for now. */
export function heldWhy({ losing, realm }: ChangedGroup, started: boolean): string {
  const would = `${people(losing)} would lose the realm ${realm}, more than this connection allows within an hour.`
  return started
    ? `${would} They keep it until someone decides about the plan that is made now.`
    : `${would} They keep it for now; a sync is under way already, so start another one when that is decided.`
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`
}
