import type { EventFacts } from './event-facts.ts'

const USER_ENDS: Partial<Record<string, string>> = {
  created: 'made the account of',
  linked: 'was linked to',
  updated: 'changed',
  unchanged: 'changed nothing about',
  disabled: 'disabled',
  reactivated: 'enabled again',
  deactivated: 'deleted, and so disabled,',
  left: 'deleted',
  conflict: 'told of someone who may be here already:',
  held: 'took access away, which waits for a decision, from',
}

/** `{connection, person, outcome, why?}`: what a request about a User led to. */
export function pushedUser(e: EventFacts): string {
  const person = e.text('person', 'a person')
  if (isRefused(e)) return `${by(e)} was refused for ${person}.${whyOf(e)}`
  return `${by(e)} ${USER_ENDS[e.text('outcome', '')] ?? 'told of'} ${person}.${whyOf(e)}`
}

const GROUP_ENDS: Partial<Record<string, string>> = {
  created: 'told of the new group',
  stored: 'told of the new group',
  updated: 'changed the group',
  unchanged: 'changed nothing about the group',
  deleted: 'deleted the group',
  held: 'took members, whose realms wait for a decision, from the group',
}

/** `{connection, group, outcome, added?, removed?, realm?, gained?, lost?, why?}`: what a request about a Group led to. */
export function pushedGroup(e: EventFacts): string {
  const group = e.text('group', 'without a name')
  if (isRefused(e)) return `${by(e)} was refused for the group ${group}.${whyOf(e)}`
  return `${by(e)} ${GROUP_ENDS[e.text('outcome', '')] ?? 'told of the group'} ${group}.${membersOf(e)}${realmOf(e)}${whyOf(e)}`
}

function membersOf(e: EventFacts): string {
  return counted([
    [e.count('added'), 'joined'],
    [e.count('removed'), 'left'],
  ])
}

function realmOf(e: EventFacts): string {
  const ends = ` the realm ${e.text('realm', 'of the group')}`
  return counted(
    [
      [e.count('gained'), 'got'],
      [e.count('lost'), 'lost'],
    ],
    ends,
  )
}

/** ` 3 people joined and 1 person left.`, or nothing. */
function counted(parts: readonly (readonly [number | null, string])[], ends = ''): string {
  const said = parts.flatMap(([count, verb]) =>
    count === null || count === 0 ? [] : [`${count === 1 ? '1 person' : `${count} people`} ${verb}`],
  )
  return said.length === 0 ? '' : ` ${said.join(' and ')}${ends}.`
}

function by(e: EventFacts): string {
  return `Provisioning by ${e.text('connection', 'a connection')}`
}

function isRefused(e: EventFacts): boolean {
  return ['refused', 'failed'].includes(e.text('outcome', ''))
}

function whyOf(e: EventFacts): string {
  const why = e.text('why', '')
  return why && ` ${why}`
}
