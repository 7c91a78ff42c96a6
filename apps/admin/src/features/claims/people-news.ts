import type { EventType } from '@rollcall/vocabulary'

/** What moves people between the lists. Edits by others are read when the page is opened or looked at again. */
const LIST_NEWS: readonly EventType[] = ['claim.completed', 'invitation.sent', 'invitation.accepted']

/** Whether an event changes what is on the page: a list of people, or the page of one person. */
export function bringsNews(type: EventType, onePerson: boolean): boolean {
  return onePerson ? /^(claim|email|invitation|user)\./.test(type) : LIST_NEWS.includes(type)
}
