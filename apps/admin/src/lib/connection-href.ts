import type { ConnectionKind } from '@rollcall/vocabulary'

/** The page of a connection. Where only its id is known, the page of the one kind leads on to that of the other. */
export function toConnectionHref({ id, kind = 'entra' }: { id: string; kind?: ConnectionKind }): string {
  return `/settings/integrations/${kind}/${id}`
}

/** What a client sent once and what became of it. */
export function toRequestHref(connectionId: string, requestId: string): string {
  return `${toConnectionHref({ id: connectionId, kind: 'scim' })}/requests/${requestId}`
}
