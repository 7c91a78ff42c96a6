import type { EventFacts, EventSentences } from './event-facts.ts'
import { toFieldLabel } from './field-labels.ts'
import { pushedGroup, pushedUser } from './push-sentences.ts'

/** One sentence per kind of fact. Names come from the event itself, so that history survives renames and deletions. */
export const EVENT_SENTENCES = {
  'setup.completed': (e) => `${e.actor} set the server up and became its first owner.`,
  'session.started': (e) => `${e.text('name', e.actor)} signed in.`,
  'session.ended': (e) => `A session of ${e.text('name', e.actor)} ended.`,
  'session.refused': (e) =>
    `Someone could not sign in${e.text('email', '') && ` as ${e.text('email', '')}`}.`,
  'connection.created': (e) => `${e.actor} added the connection ${connectionOf(e)}.`,
  'connection.updated': (e) => `${e.actor} changed ${fieldsOf(e)} of the connection ${connectionOf(e)}.`,
  'connection.secret_replaced': (e) =>
    `${e.actor} replaced the ${e.text('credential', 'client secret')} of ${connectionOf(e)}.${untriedOf(e)}`,
  'connection.checked': (e) => `${e.actor} checked ${connectionOf(e)}: ${checkOf(e)}.`,
  'connection.secret_expiring': (e) =>
    `The ${e.text('credential', 'secret')} of ${connectionOf(e)} expires in ${daysOf(e)}. Replace it before then.`,
  'connection.schedule_paused': (e) =>
    `The schedule of ${connectionOf(e)} was paused. ${e.text('text', '')}`.trim(),
  'connection.schedule_resumed': (e) => `${e.actor} resumed the schedule of ${connectionOf(e)}.`,
  'connection.deleted': (e) => `${e.actor} deleted the connection ${connectionOf(e)}. ${peopleOf(e)}`,
  'connection.first_called': (e) => `The first request came to ${connectionOf(e)}.`,
  'mappings.changed': (e) => `${e.actor} changed which groups of ${connectionOf(e)} give which realms.`,
  'run.queued': (e) =>
    `${e.actor} asked ${e.text('undoOf', '') === '' ? 'for' : 'to take back'} a sync of ${connectionOf(e)}.`,
  'run.started': (e) => `The sync of ${connectionOf(e)} started.`,
  'run.progressed': (e) => `The sync of ${connectionOf(e)} is under way: ${e.text('text', 'working')}.`,
  'run.planned': (e) => `The sync of ${connectionOf(e)} knows what would change${changesOf(e)}.`,
  'run.held': (e) => `The sync of ${connectionOf(e)} waits for a person. ${e.text('text', '')}`.trim(),
  'run.confirmed': (e) => `${e.actor} confirmed the plan for ${connectionOf(e)}${leftOutOf(e)}.${noteOf(e)}`,
  'run.rejected': (e) => `${e.actor} rejected the plan for ${connectionOf(e)}.${noteOf(e)}`,
  'run.fell_back': (e) => `The sync of ${connectionOf(e)} reads everyone. ${e.text('text', '')}`.trim(),
  'run.resumed': (e) => `The sync of ${connectionOf(e)} was picked up again after an interruption.`,
  'run.cancel_requested': (e) => `${e.actor} asked to cancel the sync of ${connectionOf(e)}.`,
  'run.finished': (e) => `The sync of ${connectionOf(e)} ${RUN_ENDS[e.text('status', '')] ?? 'finished'}.`,
  'user.updated': (e) => `${e.actor} changed ${fieldsOf(e)} of ${personOf(e)}.`,
  'user.disabled': (e) => `${e.actor} disabled ${personOf(e)}.`,
  'user.enabled': (e) => `${e.actor} enabled ${personOf(e)} again.`,
  'user.deleted': (e) => `${e.actor} deleted ${personOf(e)}.`,
  'user.role_changed': (e) =>
    `${e.actor} made ${personOf(e)} ${withArticle(e.text('after', 'something else'))} instead of ${withArticle(e.text('before', 'before'))}.`,
  'scim.user.received': pushedUser,
  'scim.group.received': pushedGroup,
  'scim_token.created': (e) =>
    `${e.actor} made the token ${e.text('token', 'without a name')} for ${connectionOf(e)}.`,
  'scim_token.revoked': (e) =>
    `${e.actor} revoked the token ${e.text('token', 'without a name')} of ${connectionOf(e)}.`,
  'realm.created': (e) => `${e.actor} created the realm ${realmOf(e)}.`,
  'realm.updated': (e) => `${e.actor} changed ${fieldsOf(e)} of the realm ${realmOf(e)}.`,
  'realm.deleted': (e) => `${e.actor} deleted the realm ${realmOf(e)}.`,
  'realm.member_added': (e) => `${e.actor} added ${membersOf(e)} to the realm ${realmOf(e)}.`,
  'realm.member_removed': (e) => `${e.actor} removed ${personOf(e)} from the realm ${realmOf(e)}.`,
  'conflict.decided': (e) =>
    `${e.actor} decided what to do with ${e.text('person', 'a person')}: ${decisionOf(e)}.`,
  'claim.opened': (e) => `${e.actor} opened a QR for ${personOf(e)} to claim the account with.`,
  'claim.wallet_connected': (e) => `A wallet answered the QR of ${personOf(e)}.`,
  'claim.completed': (e) =>
    `${capital(personOf(e))} claimed the account with the wallet ${e.text('fingerprint', 'that scanned the QR')}.`,
  'claim.refused': (e) =>
    `A wallet could not claim the account of ${personOf(e)}. ${e.text('text', '')}`.trim(),
  'claim.ended': (e) => `The QR of ${personOf(e)} ended without a claim. ${e.text('text', '')}`.trim(),
  'claim.did_taken': (e) =>
    `The wallet that tried to claim the account of ${personOf(e)} belongs to ${e.text('holder', 'someone else')} already. Nothing was changed.`,
  'claim.link_revoked': (e) =>
    `${e.actor} revoked the claim link of ${personOf(e)} that was sent to ${e.text('recipient', 'their address')}.`,
  'login.refused': (e) => `A wallet could not sign in. ${e.text('text', '')}`.trim(),
  'email.queued': (e) =>
    `${e.actor} sent ${personOf(e)} ${messageOf(e)} to ${e.text('recipient', 'their address')}.`,
  'email.sent': (e) =>
    `The mail server took ${messageOf(e)} for ${personOf(e)} to ${e.text('recipient', 'their address')}.`,
  'email.failed': (e) =>
    `${capital(messageOf(e))} for ${personOf(e)} could not be sent. ${e.text('problem', '')}`.trim(),
  'mailing.started': (e) => `${e.actor} began to send claim links to ${countOf(e, 'total')}.`,
  'mailing.paused': (e) => `Sending claim links was paused. ${e.text('text', '')}`.trim(),
  'mailing.resumed': (e) => `${e.actor} resumed sending claim links.`,
  'mailing.cancelled': (e) => `${e.actor} stopped sending claim links; ${countOf(e, 'cancelled')} got none.`,
  'mailing.finished': (e) => `Claim links were sent to ${countOf(e, 'sent')}.`,
  'invitation.sent': (e) => `${e.actor} invited ${personOf(e)} by email${e.flag('again') ? ' again' : ''}.`,
  'invitation.accepted': (e) => `${capital(personOf(e))} accepted the invitation.`,
  'invitation.revoked': (e) =>
    `${e.actor} revoked the invitation of ${personOf(e)}${e.flag('userDeleted') ? ', and the account made for it was deleted' : ''}.`,
  'grant.given': (e) => `${e.actor} granted ${personOf(e)} ${e.text('capability', 'a capability')}.`,
  'grant.ended': (e) =>
    `${capital(personOf(e))} no longer holds ${e.text('capability', 'a capability')}. ${e.text('text', '')}`.trim(),
  'smtp.changed': (e) => `${e.actor} changed how email is sent.`,
  'smtp.tested': (e) => `${e.actor} tested the mail server. ${e.text('text', '')}`.trim(),
  'wallet_settings.changed': (e) => `${e.actor} changed how wallets reach this server.`,
  'key.created': (e) => `${e.actor} created the API key ${e.text('key', 'without a name')}.`,
  'key.revoked': (e) => `${e.actor} deleted the API key ${e.text('key', 'without a name')}.`,
} as const satisfies EventSentences

const RUN_ENDS: Partial<Record<string, string>> = {
  succeeded: 'finished',
  completed_with_errors: 'finished, but some people could not be done',
  failed: 'stopped because of an error',
  cancelled: 'was cancelled',
}

const CHECK_ENDS: Partial<Record<string, string>> = {
  pass: 'everything works',
  warn: 'it works, with warnings',
  fail: 'something has to be fixed',
}

function connectionOf(e: EventFacts): string {
  return e.text('connection', 'a connection')
}

function messageOf(e: EventFacts): string {
  return e.text('kind', '') === 'invitation' ? 'an invitation' : 'a claim link'
}

function countOf(e: EventFacts, key: string): string {
  const count = e.count(key)
  return count === null ? 'several people' : count === 1 ? '1 person' : `${count} people`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function daysOf(e: EventFacts): string {
  const days = e.count('days')
  return days === null ? 'a few days' : days === 1 ? '1 day' : `${days} days`
}

function untriedOf(e: EventFacts): string {
  const why = e.text('untried', '')
  if (why === 'unreachable') return ' It was not tried, because the directory did not answer.'
  return why === 'forced' ? ' It was stored without being tried.' : ''
}

function leftOutOf(e: EventFacts): string {
  const changes = e.count('leftOut')
  if (changes === null || changes === 0) return ''
  return changes === 1 ? ', without 1 change' : `, without ${changes} changes`
}

function noteOf(e: EventFacts): string {
  const note = e.text('note', '')
  return note === '' ? '' : ` Reason: ${note.replace(/\.+$/, '')}.`
}

function personOf(e: EventFacts): string {
  return e.text('name', 'a person')
}

function realmOf(e: EventFacts): string {
  return e.text('realm', 'without a name')
}

function checkOf(e: EventFacts): string {
  return CHECK_ENDS[e.text('status', '')] ?? 'the result is not known'
}

function membersOf(e: EventFacts): string {
  const people = e.count('people')
  return people === null ? personOf(e) : countPeople(people)
}

function peopleOf(e: EventFacts): string {
  const people = e.count('people') ?? 0
  const what = e.text('choice', 'keep')
  if (what === 'disable') return `${countPeople(people)} ${people === 1 ? 'was' : 'were'} disabled.`
  if (what === 'delete_untouched') return `${countPeople(people)} ${people === 1 ? 'was' : 'were'} deleted.`
  return 'Its people stay as they are.'
}

function changesOf(e: EventFacts): string {
  const changes = e.count('changes')
  if (changes === null) return ''
  return changes === 0 ? ': nothing' : `: ${changes} ${changes === 1 ? 'change' : 'changes'}`
}

function decisionOf(e: EventFacts): string {
  const decision = e.text('decision', '')
  if (decision === 'link') return `link to ${e.text('linkedTo', 'someone who is already here')}`
  return decision === 'separate' ? 'make a new person' : 'leave them out'
}

function fieldsOf(e: EventFacts): string {
  const names = e.fieldNames().map(toFieldLabel)
  if (names.length === 0) return 'something'
  if (names.length === 1) return `the ${names[0]}`
  return `the ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function withArticle(roleName: string): string {
  return `${/^[aeio]/i.test(roleName) ? 'an' : 'a'} ${roleName}`
}

export function countPeople(people: number): string {
  return people === 1 ? '1 person' : `${people} people`
}
