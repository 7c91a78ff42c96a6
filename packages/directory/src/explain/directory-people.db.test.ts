import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { decideConflict } from '../conflicts/decide-conflict.ts'
import { listConflicts } from '../conflicts/list-conflicts.ts'
import { cancelRun } from '../sync/cancel-run.ts'
import { makeIdentity, makeUser, openSyncWorld, sourceUser, type SyncWorld } from '../testing/index.ts'
import { deleteUser } from '../users/delete-user.ts'
import { explainIdentity } from './explain-identity.ts'
import { listDirectoryPeople } from './list-directory-people.ts'

function find(world: SyncWorld, more: Partial<Parameters<typeof listDirectoryPeople>[0]['input']> = {}) {
  return listDirectoryPeople({ ctx: world.ctx, input: { connectionId: world.connection, ...more } })
}

/** Kinds of the short answers, by object id. */
async function answers(world: SyncWorld) {
  const { items } = await find(world)
  return Object.fromEntries(items.map((item) => [item.entraId, item.answer.kind]))
}

describeEachEngine('people of a directory', (open) => {
  test('are found by name, mail or user principal name, here or not, page by page', async () => {
    const users = Array.from({ length: 5 }, (_, n) =>
      sourceUser(`da${n}`, { displayName: `Zoë Number ${n}` }),
    )
    const world = await openSyncWorld(open(), { users })
    await world.sync()
    const met: string[] = []
    let cursor: string | undefined
    do {
      const page = await find(world, { search: 'zoe contoso.example', limit: 2, ...(cursor && { cursor }) })
      expect(page.total).toBe(5)
      met.push(...page.items.map((item) => item.entraId ?? ''))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(met).toEqual(users.map((user) => user.objectId))
    const [one] = (await find(world, { search: 'NUMBER 3' })).items
    expect(one).toMatchObject({ entraId: 'da3', answer: { kind: 'imported', userId: one?.userId } })
    expect((await find(world, { search: '100%_' })).items).toEqual([])
    await expect(find(world, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('nobody found still says what is read, and when it was read completely', async () => {
    const world = await openSyncWorld(open(), {
      users: [sourceUser('db1')],
      settings: { displayName: 'Contoso db' },
    })
    const before = await find(world, { search: 'nobody' })
    expect(before.coverage).toMatchObject([
      { text: expect.stringContaining('not been read completely yet'), lastFullAt: null },
    ])
    const run = await world.sync()
    const { items, total, coverage } = await find(world, { search: 'nobody' })
    expect([items, total]).toEqual([[], 0])
    expect(coverage).toMatchObject([
      {
        connectionId: world.connection,
        text: expect.stringContaining(
          'Contoso db reads everyone in the directory, guests included. It was last read completely on 20',
        ),
        lastFullAt: run.finishedAt,
      },
    ])
  })

  test('who are not here say why: in a waiting plan, rejected, deleted, in conflict, left out by decision', async () => {
    const db = open()
    const world = await openSyncWorld(db, { users: [sourceUser('dc1'), sourceUser('dc2')] })
    await makeUser(db, { email: 'dc2@contoso.example', registeredAt: world.ctx.now() })
    const plan = await world.sync({ planOnly: true })
    expect(await answers(world)).toEqual({ dc1: 'plan_waits', dc2: 'conflict_waits' })
    await cancelRun({ ctx: world.ctx, input: { id: plan.id } })
    expect(await answers(world)).toMatchObject({ dc1: 'plan_rejected' })
    await world.sync()
    expect(await answers(world)).toEqual({ dc1: 'imported', dc2: 'conflict_waits' })

    const [conflict] = (await listConflicts({ ctx: world.ctx, input: { connectionId: world.connection } }))
      .items
    await decideConflict({ ctx: world.ctx, input: { id: conflict?.id ?? '', decision: 'ignore' } })
    const { userId } = (await find(world, { search: 'dc1' })).items[0] ?? {}
    await deleteUser({ ctx: world.ctx, input: { id: userId ?? '' } })
    expect(await answers(world)).toEqual({ dc1: 'deleted_here', dc2: 'ignored' })

    const [ignored] = (await find(world, { search: 'dc2' })).items
    const why = await explainIdentity({ ctx: world.ctx, input: { id: ignored?.identityId ?? '' } })
    expect(why).toMatchObject({
      userId: null,
      entraId: 'dc2',
      answer: { kind: 'ignored', conflictId: conflict?.id, actor: 'Test Owner' },
      statements: [{ kind: 'met' }, { kind: 'scope' }],
      groups: [],
    })
    expect((await find(world, { show: 'not_imported' })).total).toBe(2)
    expect((await find(world, { show: 'imported' })).total).toBe(0)
  })

  test('who left before being brought in, and who no sync has looked at yet', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('dd1'), sourceUser('dd2')] })
    const plan = await world.sync({ planOnly: true })
    await cancelRun({ ctx: world.ctx, input: { id: plan.id } })
    world.source.directory.users = [sourceUser('dd2')]
    await world.sync()
    await makeIdentity(open(), { connectionId: world.connection, objectId: 'dd3', displayName: 'New' })
    expect(await answers(world)).toEqual({ dd1: 'left_before_import', dd2: 'imported', dd3: 'not_planned' })
    expect((await find(world, { show: 'left' })).items.map((item) => item.entraId)).toEqual(['dd1'])
    expect((await find(world, { show: 'present' })).total).toBe(2)
  })

  test('nobody by that id is told so', async () => {
    const world = await openSyncWorld(open())
    const id = '0199a1b0-0000-7000-8000-0000000000ff'
    await expect(explainIdentity({ ctx: world.ctx, input: { id } })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(explainIdentity({ ctx: world.ctx, input: { id: 'x' } })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })
})
