import type { ExplainedIdentityRow, LatestChangeRow, LatestPushRow } from '@rollcall/db'
import { scimRequestId } from '@rollcall/vocabulary'

/** Whether a client pushes this record, and nobody reads it. */
export function isPushed(row: Pick<ExplainedIdentityRow, 'connectionKind'>): boolean {
  return row.connectionKind === 'scim'
}

/** A push as the parts of a statement. */
export function pushParts(push: LatestPushRow) {
  return {
    requestId: requestOf(push),
    connectionId: push.connectionId,
    at: push.at,
    actor: push.actor,
  }
}

/** The request that did it, while it is kept. */
export function requestOf(push: LatestPushRow | undefined): string | null {
  const id = scimRequestId.safeParse(push?.requestId)
  return id.success ? id.data : null
}

/** The connection, as it is called inside a sentence. */
export function pusherOf(push: LatestPushRow): string {
  return push.connectionName ?? 'a connection'
}

/** Of what a run and a request did to the same thing, only what came last counts. */
export function laterOf(
  change: LatestChangeRow | undefined,
  push: LatestPushRow | undefined,
): { change?: LatestChangeRow; push?: LatestPushRow } {
  if (!push) return change ? { change } : {}
  if (!change) return { push }
  return change.at !== null && change.at > push.at ? { change } : { push }
}

/** How the client knows the person: `ada@contoso.example, externalId 42`. */
export function knownAs(row: Pick<ExplainedIdentityRow, 'userPrincipalName' | 'externalId'>): string {
  const name = row.userPrincipalName ?? 'no userName'
  return row.externalId === null ? name : `${name}, externalId ${row.externalId}`
}
