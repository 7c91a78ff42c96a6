import { describeEachEngine } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createTestContext, makeConnection, makeIdentity, makeRun } from '../testing/index.ts'
import { exportChanges } from './export-changes.ts'

type Database = Parameters<typeof makeConnection>[0]

async function text(db: Database, input: Parameters<typeof exportChanges>[0]['input']) {
  const { pieces } = await exportChanges({ ctx: createTestContext(db), input })
  let whole = ''
  for await (const piece of pieces) whole += piece
  return whole
}

/** A finished run of `count` people, of whom the third could not be done. */
async function makeFinishedRun(db: Database, count: number) {
  const connectionId = await makeConnection(db)
  const runId = await makeRun(db, { connectionId, appliedThrough: count })
  await db.client.syncBatch.create({
    data: { runId, toSeq: count, appliedAt: new Date('2026-11-21T09:00:00Z') },
  })
  const identityId = await makeIdentity(db, { connectionId, displayName: 'Zoë', mail: 'zoe@contoso.example' })
  await db.client.syncChange.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      runId,
      seq: index + 1,
      kind: index === 1 ? 'update' : 'create',
      name: index === 0 ? '=cmd|calc' : index === 1 ? 'Zoë "Zo", Ñ' : `Person ${index + 1}`,
      identityId: index === 1 ? identityId : null,
      reason: 'In the directory and not here yet.',
      before: index === 1 ? { profile: { department: 'Old' }, status: 'active' } : { profile: {} },
      after: index === 1 ? { profile: { department: '@New' }, status: 'disabled' } : { profile: {} },
      realmsLost:
        index === 1 ? [{ mappingId: uuidv7(), realmId: null, realmName: 'Sales', groupName: 'EMEA' }] : [],
      outcome: index === 2 ? 'failed' : 'pending',
      ...(index === 2 && { error: { message: 'No.', hint: 'Try.' } }),
    })),
  })
  return runId
}

describeEachEngine('exporting the changes of a run', (open) => {
  test('CSV opens in a spreadsheet as text: marked as UTF-8, quoted, and no formula runs', async () => {
    const db = open()
    const runId = await makeFinishedRun(db, 3)
    const lines = (await text(db, { runId, format: 'csv' })).split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFFNumber,Change,Name,Email,Why,Outcome,Applied at,Problem,Realms gained/)
    expect(lines[1]).toMatch(
      /^1,create,'=cmd\|calc,,In the directory and not here yet\.,applied,2026-11-21T09:00:00\.000Z,/,
    )
    expect(lines[2]).toContain('2,update,"Zoë ""Zo"", Ñ",')
    expect(lines[2]).toContain(',Sales (group EMEA),active,disabled,')
    expect(lines[2]).toContain(",Old,'@New,")
    expect(lines[3]).toContain(',failed,,No. Try.,')
    expect(lines[4]).toBe('')
    expect(lines).toHaveLength(5)
  })

  test('holds every row over many chunks, in order, each once', async () => {
    const db = open()
    const runId = await makeFinishedRun(db, 2_345)
    const lines = (await text(db, { runId, format: 'jsonl' })).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual(Array.from({ length: 2_345 }, (_, n) => n + 1))
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({
      id: `${runId}:2`,
      outcome: 'applied',
      after: { profile: { department: '@New' } },
    })
  })

  test('follows the filter and the search of the list', async () => {
    const db = open()
    const runId = await makeFinishedRun(db, 5)
    const seqs = async (filter: object) =>
      (await text(db, { runId, format: 'jsonl', ...filter }))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line).seq)
    expect(await seqs({ kind: 'update' })).toEqual([2])
    expect(await seqs({ outcome: 'failed' })).toEqual([3])
    expect(await seqs({ outcome: 'applied', kind: 'create' })).toEqual([1, 4, 5])
    expect(await seqs({ search: 'zoe contoso' })).toEqual([2])
    expect(await seqs({ search: 'PERSON' })).toEqual([3, 4, 5])
    expect(await seqs({ outcome: 'stale' })).toEqual([])
  })

  test('an unknown run is refused before anything is written', async () => {
    const ctx = createTestContext(open())
    await expect(exportChanges({ ctx, input: { runId: uuidv7(), format: 'csv' } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
