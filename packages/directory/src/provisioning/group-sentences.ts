import type { ChangedGroup } from '@rollcall/db'

/** A group that is new, in a sentence. The log of requests keeps no names. */
export function newGroupWhy(members: number): string {
  return `A new group ${members === 0 ? 'without members yet' : `of ${people(members)}`}.`
}

/** What became of a group, in sentences: how many joined and left, and got or lost its realm. */
export function changedWhy({ added, removed, gained, lost, realm }: ChangedGroup): string {
  const moved = both([added, 'joined'], [removed, 'left'])
  const granted = both([gained, 'got'], [lost, 'lost'])
  const said = [
    moved === '' ? 'Its attributes changed' : moved,
    ...(granted === '' ? [] : [`${granted} the realm ${realm}`]),
  ]
  return `${said.join('. ')}.`
}

function both(...parts: readonly (readonly [count: number, verb: string])[]): string {
  return parts.flatMap(([count, verb]) => (count > 0 ? [`${people(count)} ${verb}`] : [])).join(' and ')
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
