import { describeEachEngine, describeOnPostgres } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import {
  createTestContext,
  makeConnection,
  makeIdentity,
  makeMapping,
  makeMembership,
  makeRealm,
  makeRun,
  makeUser,
} from '../testing/index.ts'
import { deleteUser } from './delete-user.ts'
import { getUnclaimedUser } from './get-unclaimed-user.ts'
import { getUser } from './get-user.ts'
import { updateUser } from './update-user.ts'

const later = new Date('2030-01-01T00:00:00Z')

function token() {
  return new TextEncoder().encode(uuidv7())
}

describeEachEngine('one person', (open) => {
  async function eventsOf(userId: string) {
    const rows = await open().client.event.findMany({ where: { userId }, orderBy: { id: 'asc' } })
    return rows.map((row) => row.type)
  }

  async function signIn(userId: string, role = 'member') {
    const { client } = open()
    await client.session.create({ data: { userId, tokenHash: token(), expiresAt: later } })
    await client.apiKey.create({
      data: { userId, name: 'Key', role, prefix: 'rk_', tokenHash: token(), createdBy: 'Ada' },
    })
  }

  test('shows the directory beside what is held here, and no secret', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const connectionId = await makeConnection(db, { displayName: 'Contoso' })
    const id = await makeUser(db, { name: 'Ada', email: 'ada@here.example', editedFields: ['email'] })
    await makeIdentity(db, {
      connectionId,
      userId: id,
      objectId: 'entra-ada',
      displayName: 'Ada L.',
      mail: 'ada@there.example',
    })
    const group = {
      connectionId,
      objectId: 'g1',
      displayName: 'Analysts',
      kind: 'security',
      contentHash: new Uint8Array([1]),
    }
    await db.client.entraGroup.create({ data: { id: uuidv7(), ...group } })
    await db.client.entraGroupMember.create({
      data: { connectionId, groupObjectId: 'g1', memberObjectId: 'entra-ada', memberKind: 'user' },
    })
    const hash = '$argon2id$very-secret-hash'
    await db.client.passwordCredential.create({ data: { userId: id, hash } })

    const view = await getUser({ ctx, input: { id } })
    expect(view).toMatchObject({
      entraId: 'entra-ada',
      editedFields: ['email'],
      hasPassword: true,
      disabledReason: null,
    })
    expect(view.directory).toHaveLength(1)
    expect(view.directory[0]).toMatchObject({
      connectionName: 'Contoso',
      profile: { name: 'Ada L.', email: 'ada@there.example' },
      groups: [{ id: 'g1', name: 'Analysts' }],
    })
    expect(JSON.stringify(view)).not.toContain(hash)
  })

  test('an unknown person, and a claimed one among the unclaimed, are not found', async () => {
    const ctx = createTestContext(open())
    const id = await makeUser(open(), { registeredAt: new Date() })
    await expect(getUser({ ctx, input: { id: uuidv7() } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(getUnclaimedUser({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(getUser({ ctx, input: { id: 'x' } })).rejects.toMatchObject({ code: 'invalid_input' })
    expect((await getUnclaimedUser({ ctx, input: { id: await makeUser(open()) } })).registeredAt).toBeNull()
  })

  test('an edit is kept, remembered as an edit, and told with before and after', async () => {
    const db = open()
    const ctx = createTestContext(db, { role: 'operator' })
    const connectionId = await makeConnection(db)
    const id = await makeUser(db, { name: 'Ada', email: 'ada@there.example' })
    await makeIdentity(db, { connectionId, userId: id, displayName: 'Ada', mail: 'ada@there.example' })

    const edited = await updateUser({ ctx, input: { id, email: 'ada@here.example', description: '' } })
    expect(edited).toMatchObject({ email: 'ada@here.example', editedFields: ['email'], description: null })
    const event = await db.client.event.findFirstOrThrow({ where: { userId: id, type: 'user.updated' } })
    expect(event.data).toEqual({
      name: 'Ada',
      fields: [{ field: 'email', before: 'ada@there.example', after: 'ada@here.example' }],
    })

    await updateUser({ ctx, input: { id, email: 'ada@here.example' } })
    expect(await eventsOf(id)).toEqual(['user.updated'])

    const back = await updateUser({ ctx, input: { id, useDirectory: ['email'] } })
    expect(back).toMatchObject({ email: 'ada@there.example', editedFields: [] })
    expect(await eventsOf(id)).toEqual(['user.updated', 'user.updated'])
  })

  test('a refused edit changes nothing at all', async () => {
    const ctx = createTestContext(open(), { role: 'operator' })
    const id = await makeUser(open(), { name: 'Ada' })
    await expect(updateUser({ ctx, input: { id, name: 'Augusta', role: 'manager' } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(updateUser({ ctx, input: { id, email: 'not an address' } })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'email' }],
    })
    expect((await getUser({ ctx, input: { id } })).name).toBe('Ada')
    expect(await eventsOf(id)).toEqual([])
  })

  test('realms by hand follow the list; what a group gives stays', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const id = await makeUser(db)
    const [hand, both, given, fresh] = [
      await makeRealm(db, 'Hand'),
      await makeRealm(db, 'Both'),
      await makeRealm(db, 'Given'),
      await makeRealm(db, 'Fresh'),
    ]
    const mappingId = await makeMapping(db, { connectionId: await makeConnection(db), realmId: given })
    await makeMembership(db, { realmId: hand, userId: id })
    await makeMembership(db, { realmId: both, userId: id })
    await makeMembership(db, { realmId: both, userId: id, mappingId })
    await makeMembership(db, { realmId: given, userId: id, mappingId })

    const view = await updateUser({ ctx, input: { id, realmIds: [fresh] } })
    expect(view.realms.map((one) => [one.name, one.byHand, one.byMappings.length])).toEqual([
      ['Both', false, 1],
      ['Fresh', true, 0],
      ['Given', false, 1],
    ])
    expect(await eventsOf(id)).toEqual(['realm.member_added', 'realm.member_removed', 'realm.member_removed'])
    const unknown = updateUser({ ctx, input: { id, realmIds: [uuidv7()] } })
    await expect(unknown).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'realmIds' }] })
  })

  test('disabling ends sessions and keys at once and says why; enabling clears it', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const id = await makeUser(db, { registeredAt: new Date() })
    await signIn(id)
    const disabled = await updateUser({ ctx, input: { id, status: 'disabled' } })
    expect(disabled.disabledReason).toBe('Disabled by Test Owner on 2026-11-21. A sync does not undo this.')
    expect(await db.client.session.count({ where: { userId: id } })).toBe(0)
    expect(await db.client.apiKey.count({ where: { userId: id } })).toBe(0)
    const stored = await db.client.user.findUniqueOrThrow({ where: { id } })
    expect(stored).toMatchObject({ disabledBy: 'person', disabledRunId: null })

    const enabled = await updateUser({ ctx, input: { id, status: 'active' } })
    expect(enabled).toMatchObject({ status: 'active', disabledReason: null })
    expect(await eventsOf(id)).toEqual(['user.disabled', 'user.enabled'])
  })

  test('what a sync disabled says which rule did it', async () => {
    const db = open()
    const runId = await makeRun(db, { connectionId: await makeConnection(db) })
    const disabledAt = new Date('2026-11-20T08:00:00Z')
    const id = await makeUser(db, {
      status: 'disabled',
      disabledBy: 'sync',
      disabledRunId: runId,
      disabledAt,
    })
    const reason = 'The account was disabled in the directory.'
    await db.client.syncChange.create({
      data: { runId, seq: 1, kind: 'disable', userId: id, name: 'Ada', reason },
    })
    const view = await getUser({ ctx: createTestContext(db), input: { id } })
    expect(view.disabledReason).toBe(`Disabled by a sync on 2026-11-20. ${reason}`)
  })

  test('a lower role ends the keys that could do more', async () => {
    const db = open()
    const id = await makeUser(db, { role: 'admin', registeredAt: new Date() })
    await signIn(id, 'admin')
    await signIn(id, 'operator')
    const view = await updateUser({ ctx: createTestContext(db), input: { id, role: 'manager' } })
    expect(view.role).toBe('manager')
    const keys = await db.client.apiKey.findMany({ where: { userId: id }, select: { role: true } })
    expect(keys).toEqual([{ role: 'operator' }])
    const event = await db.client.event.findFirstOrThrow({ where: { userId: id, type: 'user.role_changed' } })
    expect(event.data).toMatchObject({ before: 'admin', after: 'manager', keysEnded: 1 })
  })

  test('deleting takes the person, keeps the mirror and opens the decision that named them', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const connectionId = await makeConnection(db)
    const id = await makeUser(db, { name: 'Ada' })
    const linked = await makeIdentity(db, { connectionId, userId: id })
    const identityId = await makeIdentity(db, { connectionId })
    const conflict = {
      connectionId,
      identityId,
      reason: 'claimed_match',
      status: 'linked',
      linkUserId: id,
      candidateIds: [id],
    }
    const { id: conflictId } = await db.client.conflict.create({ data: conflict })

    expect(await deleteUser({ ctx, input: { id } })).toEqual({ deleted: true })
    expect(await db.client.entraIdentity.findUnique({ where: { id: linked } })).toMatchObject({
      userId: null,
    })
    expect(await db.client.conflict.findUnique({ where: { id: conflictId } })).toMatchObject({
      status: 'open',
      linkUserId: null,
    })
    await expect(deleteUser({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' })
    expect(await eventsOf(id)).toEqual(['user.deleted'])
  })

  test('only those who may edit the holder of a role may delete them', async () => {
    const manager = createTestContext(open(), { role: 'manager' })
    const admin = await makeUser(open(), { role: 'admin' })
    const member = await makeUser(open())
    await expect(deleteUser({ ctx: manager, input: { id: admin } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const operator = createTestContext(open(), { role: 'operator' })
    await expect(deleteUser({ ctx: operator, input: { id: member } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await deleteUser({ ctx: manager, input: { id: member } })).toEqual({ deleted: true })
  })
})

describeEachEngine('the last active owner', (open) => {
  test('is never disabled, demoted or deleted', async () => {
    const ctx = createTestContext(open())
    const id = await makeUser(open(), { role: 'owner', registeredAt: new Date() })
    await makeUser(open(), { role: 'owner', status: 'disabled', disabledBy: 'person' })
    for (const input of [
      { id, status: 'disabled' as const },
      { id, role: 'admin' as const },
    ]) {
      await expect(updateUser({ ctx, input })).rejects.toMatchObject({ code: 'last_owner' })
    }
    await expect(deleteUser({ ctx, input: { id } })).rejects.toMatchObject({ code: 'last_owner' })
    expect(await getUser({ ctx, input: { id } })).toMatchObject({ role: 'owner', status: 'active' })
    expect(await open().client.event.count()).toBe(0)
  })
})

describeOnPostgres('two owners who both go at once', (open) => {
  test.each(['disable', 'demote', 'delete', 'mixed'])('%s: one stays', async (how) => {
    const db = open()
    const ctx = createTestContext(db)
    await db.client.user.deleteMany({ where: { role: 'owner' } })
    const owners = await Promise.all(
      [0, 1, 2, 3].map(() => makeUser(db, { role: 'owner', registeredAt: new Date() })),
    )
    const acts = {
      disable: (id: string) => updateUser({ ctx, input: { id, status: 'disabled' } }),
      demote: (id: string) => updateUser({ ctx, input: { id, role: 'member' } }),
      delete: (id: string) => deleteUser({ ctx, input: { id } }),
    }
    const order = [acts.disable, acts.demote, acts.delete, acts.disable]
    const results = await Promise.allSettled(
      owners.map((id, index) => {
        if (how === 'mixed') return (order[index] ?? acts.delete)(id)
        return how === 'disable' ? acts.disable(id) : how === 'demote' ? acts.demote(id) : acts.delete(id)
      }),
    )
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused.map((result) => result.reason.code)).toEqual(['last_owner'])
    expect(await db.client.user.count({ where: { role: 'owner', status: 'active' } })).toBe(1)
  })
})
