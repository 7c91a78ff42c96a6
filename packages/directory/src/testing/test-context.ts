import { createKeyRing, type Database } from '@rollcall/db'
import { uuidv7 } from 'uuidv7'
import type { Context, Log } from '../context.ts'
import { fakeSource } from './fake-source.ts'

/** What the clock of a test context says unless the test turns it. */
export const TEST_NOW = new Date('2026-11-21T12:00:00.000Z')

const TEST_KEY = Buffer.alloc(32, 7).toString('base64')

const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A context over a real database with a still clock, an empty directory and an owner asking. */
export function createTestContext(db: Database, overrides: Partial<Context> = {}): Context {
  return {
    db,
    keys: createKeyRing(TEST_KEY),
    openSource: () => fakeSource(),
    actor: { kind: 'user', id: null, name: 'Test Owner' },
    role: 'owner',
    log: silentLog,
    now: () => new Date(TEST_NOW),
    newId: () => uuidv7(),
    enqueueRun: () => Promise.resolve(),
    ...overrides,
  }
}
