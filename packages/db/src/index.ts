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
  isUniqueViolation,
} from './prisma-errors.ts'
export { createKeyRing, SealError, type KeyRing } from './seal.ts'
export { loadOrCreateSecretKey } from './secret-key-file.ts'
export { Secret } from './secret.ts'
export { hashToken, newToken } from './tokens.ts'
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
export * from './scim/scim-counts.ts'
export type { Sql, Statement } from './sql.ts'
export * from './sync/index.ts'
