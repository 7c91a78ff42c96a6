import type { Emit, EndedAccess } from '@rollcall/db'
import type { Actor } from '@rollcall/vocabulary'

const WHY = 'The account was disabled.'

/** Writes into the history what ended because people were disabled, for those facts that have a line of their own. */
export function noteEndedAccess(emit: Emit, actor: Actor, ended: EndedAccess): void {
  for (const { id, userId, name } of ended.qrs) {
    emit({ type: 'claim.ended', actor, userId, data: { name, sessionId: id, text: WHY } })
  }
  for (const { id, userId, name, capability } of ended.grants) {
    emit({ type: 'grant.ended', actor, userId, data: { name, capability, grantId: id, text: WHY } })
  }
}
