export { describeEachEngine, describeOnPostgres } from './describe-each-engine.ts'
export { openTestDatabase, testDatabaseUrl } from './open-test-database.ts'
