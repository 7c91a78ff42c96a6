import { createKeyRing, type Database } from '@rollcall/db'
import { identityFromEntropy } from '@rollcall/vaultysid'
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Context, Log, WalletAccess } from '../context.ts'
import { fakeSource } from './fake-source.ts'

/** What the clock of a test context says unless the test turns it. */
export const TEST_NOW = new Date('2026-11-21T12:00:00.000Z')

/** Where the product of a test context is reached. */
export const TEST_URL = 'https://rollcall.example'

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
    forgetScimAccess() {},
    enqueueMail: () => Promise.resolve(),
    mailer: { send: () => Promise.resolve({ outcome: 'sent' }) },
    wallet: testWallet(),
    publicUrl: TEST_URL,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    ...overrides,
  }
}

function testWallet(): WalletAccess {
  const entropy = new Uint8Array(32).fill(9)
  const identity = identityFromEntropy({ type: 0, algorithm: 'ed25519', version: 1, entropy })
  return {
    walletUrl: 'https://wallet.example',
    relayUrl: `${TEST_URL}/wallet`,
    peerHost: 'rollcall.example',
    identity: () => Promise.resolve(identity),
  }
}
