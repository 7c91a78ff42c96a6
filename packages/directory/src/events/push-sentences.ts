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

/** `{connection, group, outcome, why?}`: what a request about a Group led to. */
export function pushedGroup(e: EventFacts): string {
  const group = e.text('group', 'without a name')
  if (isRefused(e)) return `${by(e)} was refused for the group ${group}.${whyOf(e)}`
  return `${by(e)} ${GROUP_ENDS[e.text('outcome', '')] ?? 'told of the group'} ${group}.${whyOf(e)}`
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
