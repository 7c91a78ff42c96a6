import { describeEachEngine } from '@rollcall/db/testing'
import { SourceError } from '@rollcall/vocabulary'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createRealm } from '../realms/create-realm.ts'
import { deleteRealm } from '../realms/delete-realm.ts'
import { makeMembership, makeUser, openSyncWorld, sourceGroup } from '../testing/index.ts'
import { listMappings } from './list-mappings.ts'
import { setMappings } from './set-mappings.ts'

function refuseToAnswer() {
  throw new SourceError('unreachable', 'No answer.')
}

describeEachEngine('group mappings', (open) => {
  test('are replaced as a whole, with the names of their groups', async () => {
    const { ctx, connection: id } = await openSyncWorld(open(), {
      groups: [sourceGroup('g1', { displayName: 'Sales' }), sourceGroup('g2', { displayName: 'Accounts' })],
    })
    const realm = await createRealm({ ctx, input: { name: 'Sales people' } })
    const first = await setMappings({
      ctx,
      input: {
        id,
        mappings: [
          { groupId: 'g1', mode: 'existing', realmId: realm.id },
          { groupId: 'g2', mode: 'create' },
        ],
      },
    })
    expect(first).toEqual([
      { groupId: 'g2', groupName: 'Accounts', mode: 'create', realmId: null, realmName: null },
      { groupId: 'g1', groupName: 'Sales', mode: 'existing', realmId: realm.id, realmName: 'Sales people' },
    ])
    const second = await setMappings({ ctx, input: { id, mappings: [{ groupId: 'g1', mode: 'none' }] } })
    expect(second).toEqual([
      { groupId: 'g1', groupName: 'Sales', mode: 'none', realmId: null, realmName: null },
    ])
    expect(await listMappings({ ctx, input: { id } })).toEqual(second)
  })

  test('one that has given memberships stays, without giving, so that the next sync can take them back', async () => {
    const { ctx, connection: id } = await openSyncWorld(open(), { groups: [sourceGroup('g1')] })
    const realm = await createRealm({ ctx, input: { name: 'Kept' } })
    await setMappings({
      ctx,
      input: { id, mappings: [{ groupId: 'g1', mode: 'existing', realmId: realm.id }] },
    })
    const stored = await open().client.groupMapping.findFirstOrThrow({ where: { connectionId: id } })
    await makeMembership(open(), { realmId: realm.id, userId: await makeUser(open()), mappingId: stored.id })
    const left = await setMappings({ ctx, input: { id, mappings: [] } })
    expect(left).toMatchObject([{ groupId: 'g1', mode: 'none', realmId: null }])
    expect(await open().client.realmMembership.count({ where: { mappingId: stored.id } })).toBe(1)
  })

  test('are kept without names while the directory does not answer', async () => {
    const { ctx, connection: id } = await openSyncWorld(open(), { onRequest: refuseToAnswer })
    const saved = await setMappings({ ctx, input: { id, mappings: [{ groupId: 'g9', mode: 'create' }] } })
    expect(saved).toMatchObject([{ groupId: 'g9', groupName: null, mode: 'create' }])
  })

  test('a realm that does not exist, a group twice and an unknown connection are refused', async () => {
    const { ctx, connection: id } = await openSyncWorld(open(), { groups: [sourceGroup('g1')] })
    const missing = [{ groupId: 'g1', mode: 'existing' as const, realmId: uuidv7() }]
    await expect(setMappings({ ctx, input: { id, mappings: missing } })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'mappings.0.realmId' }],
    })
    const twice = [
      { groupId: 'g1', mode: 'none' as const },
      { groupId: 'g1', mode: 'create' as const },
    ]
    await expect(setMappings({ ctx, input: { id, mappings: twice } })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(setMappings({ ctx, input: { id: uuidv7(), mappings: [] } })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await listMappings({ ctx, input: { id } })).toEqual([])
  })

  test('deleting the realm ends the mapping, so that no sync makes it again', async () => {
    const { ctx, connection: id } = await openSyncWorld(open(), { groups: [sourceGroup('g1')] })
    const realm = await createRealm({ ctx, input: { name: 'Short-lived' } })
    await setMappings({
      ctx,
      input: { id, mappings: [{ groupId: 'g1', mode: 'existing', realmId: realm.id }] },
    })
    await deleteRealm({ ctx, input: { id: realm.id } })
    expect(await listMappings({ ctx, input: { id } })).toMatchObject([{ mode: 'none', realmId: null }])
  })
})
