import type { Database } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { reportVectors, runVectors, type VectorTarget } from '@rollcall/scim/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSender } from '../testing/send-exactly.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { createTestScimConnection, createTestScimToken } from '../testing/test-scim.ts'

/** Over a real connection, so that headers that are not sent stay unsent. */
function targetOf(db: Database, origin: string, send: VectorTarget['send']): VectorTarget {
  return {
    send,
    async variables() {
      const [first, second] = [await createTestScimConnection(db), await createTestScimConnection(db)]
      const other = await createTestScimToken(db, first.connectionId)
      const revoked = await createTestScimToken(db, first.connectionId, { revokedAt: new Date() })
      return {
        base: `${origin}${first.path}`,
        token: first.token,
        base2: `${origin}${second.path}`,
        token2: second.token,
        tokenB: other.token,
        revokedToken: revoked.token,
        uid: uuidv7().slice(-8),
      }
    },
    async requires(requirement, variables) {
      if (requirement !== 'throttled') return true
      const url = `${variables.get('base') ?? ''}/Users?count=0`
      const headers = { Authorization: `Bearer ${variables.get('token') ?? ''}` }
      for (let sent = 0; sent < 20; sent += 1) {
        const burst = Array.from({ length: 50 }, () => send({ method: 'GET', url, headers, body: null }))
        if ((await Promise.all(burst)).some(({ status }) => status === 429)) return true
      }
      return false
    },
  }
}

describeEachEngine('the shared vectors over HTTP', (open) => {
  let server: TestServer
  let origin: string
  const sender = createSender()
  beforeAll(async () => {
    // Slow enough to be pushed over, and twice what Entra sends.
    server = await openTestServer({
      db: { ...open(), close: async () => {} },
      env: { SCIM_RATE_LIMIT: '50' },
    })
    origin = await server.app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    sender.close()
    await server.close()
  })

  it('pass, every one of them', { timeout: 300_000 }, async () => {
    const results = await runVectors(targetOf(open(), origin, sender.send))
    const report = reportVectors(results)
    expect(report).not.toMatch(/failed|skipped/)
    expect(results.filter(({ outcome }) => outcome.kind === 'passed')).toHaveLength(182)
    await server.deps.scim.log.flush()
    expect(server.logLines.filter((line) => /"level":(40|50)/.test(line))).toEqual([])
  })
})
