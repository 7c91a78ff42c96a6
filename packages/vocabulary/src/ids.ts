import * as z from 'zod'

/** Ids that are easily mixed up carry a brand. All of ours are UUIDv7 made by us; Entra's are opaque text. */
export const userId = z.uuid().brand<'UserId'>()
export const connectionId = z.uuid().brand<'ConnectionId'>()
export const realmId = z.uuid().brand<'RealmId'>()
export const runId = z.uuid().brand<'RunId'>()
export const conflictId = z.uuid().brand<'ConflictId'>()
export const apiKeyId = z.uuid().brand<'ApiKeyId'>()
export const claimId = z.uuid().brand<'ClaimId'>()
export const invitationId = z.uuid().brand<'InvitationId'>()
export const grantId = z.uuid().brand<'GrantId'>()
export const mailingId = z.uuid().brand<'MailingId'>()
export const scimTokenId = z.uuid().brand<'ScimTokenId'>()
export const scimRequestId = z.uuid().brand<'ScimRequestId'>()
/** Directory object id of a person or group, as Graph gives it: opaque, compared byte for byte. */
export const entraId = z.string().trim().min(1).max(128).brand<'EntraId'>()

export type UserId = z.infer<typeof userId>
export type ConnectionId = z.infer<typeof connectionId>
export type RealmId = z.infer<typeof realmId>
export type RunId = z.infer<typeof runId>
export type ConflictId = z.infer<typeof conflictId>
export type ApiKeyId = z.infer<typeof apiKeyId>
export type ClaimId = z.infer<typeof claimId>
export type InvitationId = z.infer<typeof invitationId>
export type GrantId = z.infer<typeof grantId>
export type MailingId = z.infer<typeof mailingId>
export type ScimTokenId = z.infer<typeof scimTokenId>
export type ScimRequestId = z.infer<typeof scimRequestId>
export type EntraId = z.infer<typeof entraId>

/** ISO 8601 instant in UTC; the only date form on any surface. */
export const instant = z.iso.datetime({ offset: true })
export type Instant = z.infer<typeof instant>
