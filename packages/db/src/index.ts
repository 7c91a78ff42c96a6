export { type ChangeOptions, type Tx } from './change.ts'
export { DatabaseError } from './database-error.ts'
export { endAccess, type EndedAccess } from './end-access.ts'
export {
  latestEventId,
  listEventsAfter,
  toStoredEvent,
  type Emit,
  type EventFilter,
  type NewEvent,
  type StoredEvent,
} from './events.ts'
export { Prisma, PrismaClient } from './generated/client.ts'
export { openDatabase, type Database, type DatabaseOptions } from './open-database.ts'
export {
  isDataRefusal,
  isForeignKeyViolation,
  isSerializationFailure,
  isTooLongForIndex,
  isUniqueViolation,
} from './prisma-errors.ts'
export { createKeyRing, SealError, type KeyRing } from './seal.ts'
export { loadOrCreateSecretKey } from './secret-key-file.ts'
export { Secret } from './secret.ts'
export { hashToken, newToken } from './tokens.ts'
export { type ChangeFilter } from './queries/change-conditions.ts'
export * from './queries/change-search.ts'
export * from './queries/changes.ts'
export * from './queries/connections.ts'
export * from './queries/explain-groups.ts'
export * from './queries/explain-identities.ts'
export * from './queries/explain-search.ts'
export * from './queries/explain-user.ts'
export * from './queries/grants.ts'
export * from './queries/invitations.ts'
export * from './queries/mail-recipients.ts'
export * from './queries/mail.ts'
export * from './queries/overview.ts'
export * from './queries/realms.ts'
export * from './queries/schedules.ts'
export * from './queries/timeline.ts'
export type { UserFilter } from './queries/user-conditions.ts'
export * from './queries/user-counts.ts'
export * from './queries/user-pages.ts'
export * from './queries/users.ts'
export * from './queries/wallet-sessions.ts'
export { changeGroup, type ChangedGroup, type ChangeGroup } from './scim/change-group.ts'
export { createGroup, type CreateGroup } from './scim/create-group.ts'
export { deleteGroup, lockGroup } from './scim/delete-group.ts'
export type { GroupDocument } from './scim/group-sql.ts'
export { findResource } from './scim/find-resource.ts'
export * from './scim/list-resources.ts'
export type { ScimRow } from './scim/stored-resource.ts'
export * from './scim/explain-pushes.ts'
export * from './scim/push-check-facts.ts'
export * from './scim/request-pages.ts'
export * from './scim/resource-pages.ts'
export * from './scim/find-scim-token-changes.ts'
export * from './scim/find-scim-token.ts'
export * from './scim/scim-condition.ts'
export * from './scim/held-run.ts'
export * from './scim/insert-scim-user.ts'
export { mirrorDifference } from './scim/mirror-difference.ts'
export type { PushedPerson, UserProfile } from './scim/pushed-person.ts'
export * from './scim/read-scim-user.ts'
export * from './scim/scim-counts.ts'
export * from './scim/settle-scim-user.ts'
export * from './scim/update-scim-user.ts'
export * from './scim/scim-requests-clients.ts'
export * from './scim/scim-requests-prune.ts'
export * from './scim/scim-requests.ts'
export * from './scim/shown-resource.ts'
export { sqlIn, type Sql, type Statement } from './sql.ts'
export * from './sync/index.ts'
