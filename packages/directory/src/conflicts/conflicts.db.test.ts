import { describeEachEngine, describeOnPostgres } from '@rollcall/db/testing'
import type { Database } from '@rollcall/db'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createTestContext, makeConnection, makeIdentity, makeUser } from '../testing/index.ts'
import { decideConflict } from './decide-conflict.ts'
import { listConflicts } from './list-conflicts.ts'

async function makeConflict(db: Database, reason = 'several_matches') {
  const connectionId = await makeConnection(db, { displayName: 'Contoso' })
  const identityId = await makeIdentity(db, {
    connectionId,
    objectId: 'entra-ada',
    displayName: 'Ada Lovelace',
    mail: 'ada@contoso.example',
  })
  const first = await makeUser(db, { name: 'A. Lovelace', registeredAt: new Date(), department: 'Analysis' })
  const second = await makeUser(db, { name: 'Augusta' })
  const id = uuidv7()
  const candidateIds = [first, second]
  await db.client.conflict.create({ data: { id, connectionId, identityId, reason, candidateIds } })
  return { id, connectionId, first, second }
}

describeEachEngine('conflicts', (open) => {
  test('show the directory person beside the candidates, and say why', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const { id, connectionId, first, second } = await makeConflict(db)
    const listing = await listConflicts({ ctx, input: { connectionId } })
    expect(listing).toMatchObject({ total: 1, nextCursor: null })
    expect(listing.items[0]).toMatchObject({
      id,
      connectionName: 'Contoso',
      status: 'open',
      text: 'Ada Lovelace has the same email as 2 people here. Decide which of them it is, if any.',
      person: { entraId: 'entra-ada', name: 'Ada Lovelace', email: 'ada@contoso.example' },
      candidates: [
        { userId: first, registered: true, department: 'Analysis' },
        { userId: second, registered: false },
      ],
    })
    await db.client.user.delete({ where: { id: second } })
    const again = await listConflicts({ ctx, input: { connectionId } })
    expect(again.items[0]?.candidates).toHaveLength(1)
  })

  test('page from the newest to the oldest, each once', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const connectionId = await makeConnection(db)
    const ids = []
    for (let count = 0; count < 3; count++) {
      const identityId = await makeIdentity(db, { connectionId })
      const id = uuidv7()
      await db.client.conflict.create({ data: { id, connectionId, identityId, reason: 'claimed_match' } })
      ids.push(id)
    }
    const met: string[] = []
    let cursor: string | undefined
    do {
      const page = await listConflicts({ ctx, input: { connectionId, limit: 2, cursor } })
      met.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(met).toEqual(ids.toReversed())
  })

  test('linking keeps who was chosen and by whom; the same again is the same', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const { id, connectionId, first } = await makeConflict(db)
    const decided = await decideConflict({ ctx, input: { id, decision: 'link', userId: first } })
    expect(decided).toMatchObject({
      status: 'linked',
      decidedBy: 'Test Owner',
      decidedAt: ctx.now().toISOString(),
    })
    await decideConflict({ ctx, input: { id, decision: 'link', userId: first } })
    const events = await db.client.event.findMany({ where: { connectionId } })
    expect(events.map((event) => [event.type, event.userId])).toEqual([['conflict.decided', first]])
    expect(events[0]?.data).toEqual({
      person: 'Ada Lovelace',
      decision: 'link',
      linkedTo: 'A. Lovelace',
      connection: 'Contoso',
    })
    const late = decideConflict({ ctx, input: { id, decision: 'separate' } })
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Test Owner'),
    })
  })

  test('someone left out can be decided again', async () => {
    const ctx = createTestContext(open())
    const { id } = await makeConflict(open())
    expect((await decideConflict({ ctx, input: { id, decision: 'ignore' } })).status).toBe('ignored')
    expect((await decideConflict({ ctx, input: { id, decision: 'separate' } })).status).toBe('separate')
  })

  test('only a candidate who is still free can be linked', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const { id, connectionId, first } = await makeConflict(db)
    const link = (userId: string) => decideConflict({ ctx, input: { id, decision: 'link', userId } })
    await expect(link(await makeUser(db))).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'userId' }],
    })
    const nobody = decideConflict({ ctx, input: { id, decision: 'link' } })
    await expect(nobody).rejects.toMatchObject({ code: 'invalid_input' })
    const taken = await makeIdentity(db, { connectionId, userId: first })
    await expect(link(first)).rejects.toMatchObject({ code: 'conflict' })
    await db.client.entraIdentity.delete({ where: { id: taken } })

    const identityId = await makeIdentity(db, { connectionId })
    const promised = { connectionId, identityId, reason: 'shared_match', status: 'linked', linkUserId: first }
    await db.client.conflict.create({ data: promised })
    await expect(link(first)).rejects.toMatchObject({ code: 'conflict' })
    const unknown = decideConflict({ ctx, input: { id: uuidv7(), decision: 'ignore' } })
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' })
  })
})

describeOnPostgres('two people who decide one conflict at once', (open) => {
  test('the first decision stands and the second is told so', async () => {
    const ctx = createTestContext(open())
    const { id, first, second } = await makeConflict(open())
    const results = await Promise.allSettled([
      decideConflict({ ctx, input: { id, decision: 'link', userId: first } }),
      decideConflict({ ctx, input: { id, decision: 'link', userId: second } }),
      decideConflict({ ctx, input: { id, decision: 'separate' } }),
    ])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' })
    }
    expect(await open().client.event.count({ where: { type: 'conflict.decided' } })).toBe(1)
  })
})
