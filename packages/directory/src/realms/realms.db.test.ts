import { describeEachEngine } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createTestContext, makeConnection, makeMapping, makeMembership, makeUser } from '../testing/index.ts'
import { addRealmMember } from './add-realm-member.ts'
import { addRealmMembers } from './add-realm-members.ts'
import { createRealm } from './create-realm.ts'
import { deleteRealm } from './delete-realm.ts'
import { getRealm } from './get-realm.ts'
import { listRealms } from './list-realms.ts'
import { removeRealmMember } from './remove-realm-member.ts'
import { updateRealm } from './update-realm.ts'

describeEachEngine('realms', (open) => {
  test('a name gives the address, numbered when it is taken', async () => {
    const ctx = createTestContext(open())
    const slugs = []
    for (const name of ['Café & Co', 'Café & Co', 'cafe co', '日本']) {
      slugs.push((await createRealm({ ctx, input: { name } })).slug)
    }
    expect(slugs.slice(0, 3)).toEqual(['cafe-co', 'cafe-co-2', 'cafe-co-3'])
    expect(slugs[3]).toMatch(/^realm-[a-z0-9]+$/)
  })

  test('the same name at the same moment makes two realms with two addresses', async () => {
    const ctx = createTestContext(open())
    const made = await Promise.all([0, 1, 2].map(() => createRealm({ ctx, input: { name: 'At once' } })))
    expect(made.map((realm) => realm.slug).toSorted()).toEqual(['at-once', 'at-once-2', 'at-once-3'])
  })

  test('an address that was asked for must be free and well formed', async () => {
    const ctx = createTestContext(open())
    await createRealm({ ctx, input: { name: 'One', slug: 'taken' } })
    const other = await createRealm({ ctx, input: { name: 'Two' } })
    const taken = { code: 'already_exists', issues: [{ path: 'slug' }] }
    await expect(createRealm({ ctx, input: { name: 'Three', slug: 'taken' } })).rejects.toMatchObject(taken)
    await expect(updateRealm({ ctx, input: { id: other.id, slug: 'taken' } })).rejects.toMatchObject(taken)
    const wrong = createRealm({ ctx, input: { name: 'Four', slug: 'Not OK' } })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('an edit says what changed; nothing changed says nothing', async () => {
    const ctx = createTestContext(open())
    const { id, color } = await createRealm({ ctx, input: { name: 'Before', description: 'Old' } })
    const view = await updateRealm({ ctx, input: { id, name: 'After', description: '' } })
    expect(view).toMatchObject({ name: 'After', slug: 'before', color, description: null })
    await updateRealm({ ctx, input: { id, name: 'After' } })
    const events = await open().client.event.findMany({ where: { realmId: id }, orderBy: { id: 'asc' } })
    expect(events.map((event) => event.type)).toEqual(['realm.created', 'realm.updated'])
    expect(events[1]?.data).toEqual({
      realm: 'After',
      fields: [
        { field: 'name', before: 'Before', after: 'After' },
        { field: 'description', before: 'Old', after: null },
      ],
    })
  })

  test('are listed by name whatever the case, searched, paged and counted', async () => {
    const db = open()
    const ctx = createTestContext(db)
    for (const name of ['zz beta', 'ZZ alpha', 'zz 100% gamma']) await createRealm({ ctx, input: { name } })
    const listed = await listRealms({ ctx, input: { search: 'zz' } })
    expect(listed.items.map((realm) => realm.name)).toEqual(['zz 100% gamma', 'ZZ alpha', 'zz beta'])
    const met: string[] = []
    let cursor: string | undefined
    do {
      const page = await listRealms({ ctx, input: { search: 'zz', limit: 1, cursor } })
      expect(page.total).toBe(3)
      met.push(...page.items.map((realm) => realm.name))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(met).toEqual(listed.items.map((realm) => realm.name))
    expect((await listRealms({ ctx, input: { search: '0%' } })).total).toBe(1)
  })

  test('a person who came in two ways counts once; mapped groups are shown', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const { id } = await createRealm({ ctx, input: { name: 'Counted' } })
    const userId = await makeUser(db)
    const connectionId = await makeConnection(db)
    const mappingId = await makeMapping(db, {
      connectionId,
      realmId: id,
      groupObjectId: 'g1',
      groupName: 'Sales',
    })
    await makeMembership(db, { realmId: id, userId })
    await makeMembership(db, { realmId: id, userId, mappingId })
    expect(await getRealm({ ctx, input: { id } })).toMatchObject({
      memberCount: 1,
      mappedGroups: [{ connectionId, groupId: 'g1', groupName: 'Sales' }],
    })
  })

  test('members are added once, and removed as far as they came by hand', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const { id: realmId } = await createRealm({ ctx, input: { name: 'Members' } })
    const userId = await makeUser(db, { name: 'Ada' })
    expect(await addRealmMember({ ctx, input: { realmId, userId } })).toEqual({ added: true })
    expect(await addRealmMember({ ctx, input: { realmId, userId } })).toEqual({ added: false })
    const connectionId = await makeConnection(db)
    const mappingId = await makeMapping(db, { connectionId, realmId, groupName: 'Sales' })
    await makeMembership(db, { realmId, userId, mappingId })

    const removed = await removeRealmMember({ ctx, input: { realmId, userId } })
    expect(removed.removed).toBe(true)
    expect(removed.message).toContain('Ada is in Members through the directory group Sales.')
    await expect(removeRealmMember({ ctx, input: { realmId, userId } })).rejects.toMatchObject({
      code: 'conflict',
    })
    const stranger = { realmId, userId: await makeUser(db) }
    expect(await removeRealmMember({ ctx, input: stranger })).toEqual({ removed: false, message: null })
    const events = await db.client.event.findMany({ where: { userId }, orderBy: { id: 'asc' } })
    expect(events.map((event) => event.type)).toEqual(['realm.member_added', 'realm.member_removed'])
  })

  test('many at once: those already in and those gone are passed over', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const { id: realmId } = await createRealm({ ctx, input: { name: 'Many' } })
    const people = await Promise.all([1, 2, 3].map(() => makeUser(db)))
    await makeMembership(db, { realmId, userId: people[0] ?? '' })
    expect(await addRealmMembers({ ctx, input: { realmId, userIds: [...people, uuidv7()] } })).toEqual({
      added: 2,
    })
    const none = addRealmMembers({ ctx, input: { realmId, userIds: [] } })
    await expect(none).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('operators place people who have not claimed, all or nobody', async () => {
    const db = open()
    const { id: realmId } = await createRealm({ ctx: createTestContext(db), input: { name: 'Placed' } })
    const ctx = createTestContext(db, { role: 'operator' })
    const unclaimed = await makeUser(db)
    const claimed = await makeUser(db, { registeredAt: new Date() })
    const forbidden = { code: 'forbidden' }
    const both = addRealmMembers({ ctx, input: { realmId, userIds: [unclaimed, claimed] } })
    await expect(both).rejects.toMatchObject(forbidden)
    expect((await getRealm({ ctx, input: { id: realmId } })).memberCount).toBe(0)
    expect(await addRealmMember({ ctx, input: { realmId, userId: unclaimed } })).toEqual({ added: true })
    await makeMembership(db, { realmId, userId: claimed })
    const removal = removeRealmMember({ ctx, input: { realmId, userId: claimed } })
    await expect(removal).rejects.toMatchObject(forbidden)
    const member = createTestContext(db, { role: 'member' })
    const byMember = addRealmMember({ ctx: member, input: { realmId, userId: unclaimed } })
    await expect(byMember).rejects.toMatchObject(forbidden)
  })

  test('what does not exist is not found', async () => {
    const ctx = createTestContext(open())
    const userId = await makeUser(open())
    const missing = { code: 'not_found' }
    for (const verb of [getRealm, updateRealm, deleteRealm]) {
      await expect(verb({ ctx, input: { id: uuidv7() } })).rejects.toMatchObject(missing)
    }
    for (const verb of [addRealmMember, removeRealmMember]) {
      await expect(verb({ ctx, input: { realmId: uuidv7(), userId } })).rejects.toMatchObject(missing)
      const { id: realmId } = await createRealm({ ctx, input: { name: 'Real' } })
      await expect(verb({ ctx, input: { realmId, userId: uuidv7() } })).rejects.toMatchObject(missing)
    }
  })

  test('deleting takes memberships along and says how many', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const { id } = await createRealm({ ctx, input: { name: 'Deleted' } })
    await makeMembership(db, { realmId: id, userId: await makeUser(db) })
    expect(await deleteRealm({ ctx, input: { id } })).toEqual({ deleted: true })
    expect(await db.client.realmMembership.count({ where: { realmId: id } })).toBe(0)
    const event = await db.client.event.findFirstOrThrow({ where: { realmId: id, type: 'realm.deleted' } })
    expect(event.data).toEqual({ realm: 'Deleted', members: 1, mappings: 0 })
  })
})
