import { isGuid } from '@rollcall/vocabulary'

/** A mirrored record, as far as it says who the person is in Entra. */
export interface HeldBy {
  readonly objectId: string
  readonly externalId: string | null
  readonly connection: { readonly kind: string }
}

/**
 * The Entra object id of a record. Someone who was pushed has one when their client sends it as `externalId`; the id of
 * the SCIM resource is ours, and never shown as one.
 */
export function toEntraId({ objectId, externalId, connection }: HeldBy): string | null {
  if (connection.kind !== 'scim') return objectId
  return externalId !== null && isGuid(externalId) ? externalId : null
}
