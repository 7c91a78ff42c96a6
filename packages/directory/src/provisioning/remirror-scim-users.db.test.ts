import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { newPerson, openScimWorld } from '../testing/scim-world.ts'
import { remirrorScimUsers } from './remirror-scim-users.ts'

describeEachEngine('choosing other attributes', (open) => {
  test('works the mirror out again; people follow with the next run, and what was edited here stays', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const [first, second] = [newPerson({ nickName: 'Augusta' }), newPerson({ nickName: 'Countess' })]
    const one = await world.create(first)
    const two = await world.create(second)
    await db.client.user.update({ where: { id: two.userId ?? '' }, data: { editedFields: ['name'] } })
    await world.sync()
    const identity = () => db.client.entraIdentity.findUniqueOrThrow({ where: { id: one.resourceId } })
    const before = await identity()
    await db.client.connection.update({
      where: { id: world.connection },
      data: { scimMirroring: { name: 'nickName', jobTitle: null }, rulesVersion: { increment: 1 } },
    })
    await remirrorScimUsers({ ctx: world.ctx, connectionId: world.connection })
    expect(await identity()).toMatchObject({
      displayName: 'Augusta',
      jobTitle: null,
      externalId: first.externalId,
      userId: one.userId,
      leftAt: null,
    })
    expect((await identity()).contentHash).not.toEqual(before.contentHash)
    expect(await db.client.connection.findUnique({ where: { id: world.connection } })).toMatchObject({
      planEveryone: true,
    })
    expect((await world.sync()).counts.updated).toBe(1)
    const names = await db.client.user.findMany({
      where: { id: { in: [one.userId ?? '', two.userId ?? ''] } },
      select: { name: true, jobTitle: true },
      orderBy: { id: 'asc' },
    })
    expect(names).toEqual([
      { name: 'Augusta', jobTitle: 'Analyst' },
      { name: 'Ada Lovelace', jobTitle: 'Analyst' },
    ])
    // What the client pushes next is mirrored the same way.
    await world.patch(one.resourceId, [{ op: 'replace', path: 'nickName', value: 'Ada' }])
    expect(await identity()).toMatchObject({ displayName: 'Ada', jobTitle: null })
    await remirrorScimUsers({ ctx: world.ctx, connectionId: '00000000-0000-4000-8000-000000000000' })
  })

  test('a run does what an edit left undone when its process died', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const one = await world.create(newPerson({ nickName: 'Augusta' }))
    await world.sync()
    await db.client.connection.update({
      where: { id: world.connection },
      data: { scimMirroring: { name: 'nickName' }, rulesVersion: { increment: 1 } },
    })
    expect((await world.sync()).counts.updated).toBe(1)
    expect(await db.client.user.findUnique({ where: { id: one.userId ?? '' } })).toMatchObject({
      name: 'Augusta',
    })
  })
})
