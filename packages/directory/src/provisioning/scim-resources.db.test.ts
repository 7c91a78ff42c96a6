import { pageScimUsers } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createTestContext, makeConnection, makeMapping, makeRealm, makeUser } from '../testing/index.ts'
import { makeScimGroup, makeScimUser } from '../testing/make-pushed.ts'
import { getScimResource } from './get-scim-resource.ts'
import { listScimGroups } from './list-scim-groups.ts'
import { listScimUsers } from './list-scim-users.ts'

const OBJECT_ID = 'B1C2D3E4-f5a6-4b7c-8d9e-0f1a2b3c4d5e'

describeEachEngine('resources as an admin sees them', (open) => {
  const newConnection = () => makeConnection(open(), { kind: 'scim' })

  test('users: each with the person here, inactive ones and unlinked ones too', async () => {
    const db = open()
    const connectionId = await newConnection()
    const userId = await makeUser(db)
    const ada = await makeScimUser(db, {
      connectionId,
      userName: 'Ada@contoso.example',
      displayName: 'Ada Lovelace',
      externalId: OBJECT_ID,
      userId,
    })
    const bob = await makeScimUser(db, { connectionId, userName: 'bob@contoso.example', active: false })
    await makeScimUser(db, { connectionId: await newConnection(), userName: 'other@contoso.example' })
    const ctx = createTestContext(db)
    const { items, total, nextCursor } = await listScimUsers({ ctx, input: { connectionId } })
    expect({ total, nextCursor }).toEqual({ total: 2, nextCursor: null })
    expect(items).toEqual([
      {
        id: ada,
        userName: 'Ada@contoso.example',
        displayName: 'Ada Lovelace',
        externalId: OBJECT_ID,
        active: true,
        userId,
        lastModified: expect.stringMatching(/Z$/),
      },
      {
        id: bob,
        userName: 'bob@contoso.example',
        displayName: null,
        externalId: null,
        active: false,
        userId: null,
        lastModified: expect.stringMatching(/Z$/),
      },
    ])
  })

  test('users: pages in the order of userName repeat and lose nobody', async () => {
    const db = open()
    const connectionId = await newConnection()
    const names = ['Eve', 'ada', 'Zoë', 'bob', 'Carl', 'dan', '100%']
    for (const name of names) await makeScimUser(db, { connectionId, userName: name })
    const ctx = createTestContext(db)
    const met: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await listScimUsers({ ctx, input: { connectionId, limit: 2, cursor } })
      expect(page.total).toBe(names.length)
      met.push(...page.items.map((item) => item.userName))
      cursor = page.nextCursor
    }
    expect(met.toSorted()).toEqual(names.toSorted())
    expect(met.filter((name) => name !== 'Zoë')).toEqual(['100%', 'ada', 'bob', 'Carl', 'dan', 'Eve'])
  })

  test.each([
    ['LOVELACE ada', ['ada@contoso.example']],
    ['contoso', ['ada@contoso.example', 'zoe@contoso.example']],
    ['zoe', ['zoe@contoso.example']],
    ['zoë cast', ['zoe@contoso.example']],
    [OBJECT_ID, ['ada@contoso.example']],
    [OBJECT_ID.slice(0, 8), []],
    ['%', []],
  ])('users: a search for %s', async (search, expected) => {
    const db = open()
    const connectionId = await newConnection()
    const ada = { userName: 'ada@contoso.example', displayName: 'Ada Lovelace', externalId: OBJECT_ID }
    await makeScimUser(db, { connectionId, ...ada })
    await makeScimUser(db, {
      connectionId,
      userName: 'zoe@contoso.example',
      displayName: 'Zoë Castellanos',
    })
    const elsewhere = await newConnection()
    await makeScimUser(db, { connectionId: elsewhere, ...ada })
    const ctx = createTestContext(db)
    const { items, total } = await listScimUsers({ ctx, input: { connectionId, search } })
    expect(items.map((item) => item.userName)).toEqual(expected)
    expect(total).toBe(expected.length)
    const query = { connectionId, search, after: null, limit: 10, many: true }
    const rowByRow = await pageScimUsers(open().client, query)
    expect(rowByRow.map((row) => row.userName)).toEqual(expected)
  })

  test('groups: with members and realm, found by words or externalId', async () => {
    const db = open()
    const connectionId = await newConnection()
    const ada = await makeScimUser(db, { connectionId, userName: 'ada' })
    const bob = await makeScimUser(db, { connectionId, userName: 'bob' })
    const sales = await makeScimGroup(db, { connectionId, displayName: 'Sales', members: [ada, bob] })
    const crew = await makeScimGroup(db, { connectionId, displayName: 'Café Crew', externalId: 'crew-1' })
    const realmId = await makeRealm(db, 'Field')
    await makeMapping(db, { connectionId, groupObjectId: sales, realmId })
    await makeMapping(db, { connectionId, groupObjectId: crew, mode: 'none', realmId })
    const ctx = createTestContext(db)
    const find = async (search?: string) => {
      const { items, total } = await listScimGroups({ ctx, input: { connectionId, search } })
      expect(total).toBe(items.length)
      return items.map(({ id, members, realmName }) => [id, members, realmName])
    }
    expect(await find()).toEqual([
      [crew, 0, null],
      [sales, 2, 'Field'],
    ])
    expect(await find('CREW cafe')).toEqual([[crew, 0, null]])
    expect(await find('crew-1')).toEqual([[crew, 0, null]])
    expect(await find('sal%')).toEqual([])
    const first = await listScimGroups({ ctx, input: { connectionId, limit: 1 } })
    const input = { connectionId, limit: 1, cursor: first.nextCursor ?? '' }
    const second = await listScimGroups({ ctx, input })
    expect([first, second].map((page) => page.items[0]?.displayName)).toEqual(['Café Crew', 'Sales'])
    expect(second.nextCursor).toBeNull()
  })

  test('one user: as the client would get it, with the groups', async () => {
    const db = open()
    const connectionId = await newConnection()
    const userId = await makeUser(db)
    const id = await makeScimUser(db, { connectionId, userName: 'ada', userId })
    const group = await makeScimGroup(db, { connectionId, displayName: 'Sales', members: [id] })
    const view = await getScimResource({ ctx: createTestContext(db), input: { connectionId, id } })
    expect(view).toMatchObject({ id, type: 'User', userId, members: [], memberCount: 0 })
    expect(view.resource).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id,
      userName: 'ada',
      active: true,
      groups: [{ value: group, display: 'Sales', type: 'direct' }],
      meta: {
        resourceType: 'User',
        created: expect.stringMatching(/Z$/),
        lastModified: expect.stringMatching(/Z$/),
        location: `https://rollcall.example/scim/v2/inbound/${connectionId}/Users/${id}`,
        version: 'W/"1"',
      },
    })
  })

  test('one group: its members beside it, in the order in which they joined, a hundred at most', async () => {
    const db = open()
    const connectionId = await newConnection()
    const people: string[] = []
    for (let count = 0; count < 103; count++) {
      people.push(await makeScimUser(db, { connectionId, userName: `person${count}` }))
    }
    const joined = people.toReversed()
    const id = await makeScimGroup(db, { connectionId, displayName: 'Everyone', members: joined })
    await makeScimGroup(db, { connectionId, displayName: 'Some', members: people.slice(0, 2) })
    const view = await getScimResource({ ctx: createTestContext(db), input: { connectionId, id } })
    expect(view).toMatchObject({ type: 'Group', userId: null, memberCount: 103 })
    expect(view.resource).toMatchObject({ id, displayName: 'Everyone' })
    expect(view.resource).not.toHaveProperty('members')
    expect(view.members.map((member) => member.id)).toEqual(joined.slice(0, 100))
    expect(view.members[0]).toEqual({ id: joined[0], name: 'person102', userId: null })
  })

  test('one that is not there, or of another connection, is not found', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const connectionId = await newConnection()
    const id = await makeScimUser(db, { connectionId: await newConnection(), userName: 'ada' })
    for (const wrong of [id, uuidv7()]) {
      const attempt = getScimResource({ ctx, input: { connectionId, id: wrong } })
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
    }
    const reading = await makeConnection(db)
    await expect(listScimUsers({ ctx, input: { connectionId: reading } })).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})
