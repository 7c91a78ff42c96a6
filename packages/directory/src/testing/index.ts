export { dyingDatabase, Killed, tickingClock, type DyingDatabase } from './dying-database.ts'
export { createTestContext, TEST_NOW } from './test-context.ts'
export { fakeSource, type FakeDirectory, type FakeSource } from './fake-source.ts'
export { sourceGroup, sourceUser } from './source-people.ts'
export { openSyncWorld, type SyncWorld, type WorldOptions } from './sync-world.ts'
export {
  makeConnection,
  makeIdentity,
  makeMapping,
  makeMembership,
  makeRealm,
  makeRun,
  makeUser,
} from './make-rows.ts'
