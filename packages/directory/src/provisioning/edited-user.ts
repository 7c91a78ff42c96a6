import type { PushedPerson, ScimUserState } from '@rollcall/db'
import type { ScimResource } from '@rollcall/scim'
import type { ScimCall, Written } from './provider-call.ts'
import { requireVersion, unknownUser } from './scim-refusals.ts'
import { StaleRules } from './stale-rules.ts'
import { toPushedPerson } from './to-pushed-person.ts'
import { toStoredDocument } from './to-stored-document.ts'
import type { Settled } from './user-facts.ts'

/** A change of a User's document, worked out anew whenever the document has changed meanwhile. */
export interface ScimUserChange {
  readonly id: string
  readonly ifMatch: string | null
  /** Throws ScimError for what cannot be done to this document. */
  edit(document: ScimResource): { readonly document: ScimResource; readonly changed: readonly string[] }
}

/** What is to be stored, and what it was worked out from. */
export interface Edited {
  readonly call: ScimCall<ScimUserChange>
  readonly state: ScimUserState
  readonly document: ScimResource
  readonly changed: readonly string[]
  readonly person: PushedPerson
  readonly at: Date
}

/** Throws 404 and 412, and what the document refuses. */
export function toEdited(call: ScimCall<ScimUserChange>, state: ScimUserState | null, at: Date): Edited {
  const { rules, input } = call
  if (state === null) throw unknownUser()
  if (state.rules_version !== rules.version) throw new StaleRules()
  requireVersion(input.ifMatch, state.version)
  const { document, changed } = input.edit(toStoredDocument(state.document))
  return { call, state, document, changed, person: toPushedPerson(rules, input.id, document), at }
}

export function toWritten(edited: Edited, { outcome, userId, why }: Settled): Written {
  const { call, state, document, changed, at } = edited
  const { id } = call.input
  return {
    resource: { id, document, version: state.version + 1, created: state.created_at, lastModified: at },
    resourceId: id,
    outcome,
    changed,
    userId,
    why,
  }
}

export function toUnchanged({ call, state, document }: Edited): Written {
  const { id } = call.input
  const { version, created_at: created, last_modified: lastModified } = state
  return {
    resource: { id, document, version, created, lastModified },
    resourceId: id,
    outcome: 'unchanged',
    changed: [],
    userId: state.user?.id ?? null,
    why: 'The client already had its way, so nothing was written.',
  }
}
