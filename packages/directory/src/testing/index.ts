export { newBrowser, newSession, openClaimWorld, type ClaimWorld } from './claim-world.ts'
export { makeWallet, runExchange, scan, type Scan, type ScanOptions } from './test-wallet.ts'
export { dyingDatabase, Killed, tickingClock, type DyingDatabase } from './dying-database.ts'
export { expireLease, finishAfterKill } from './finish-after-kill.ts'
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
export { makeSelfSigned, makeTestAuthority, type ServerCertificate } from './mail-certificates.ts'
