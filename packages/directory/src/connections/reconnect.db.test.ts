import { describeEachEngine } from '@rollcall/db/testing'
import type { Database } from '@rollcall/db'
import { connectionId, type PeopleOnDelete } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { openSyncWorld, sourceUser, type SyncWorld, type WorldOptions } from '../testing/index.ts'
import { createRealm } from '../realms/create-realm.ts'
import { listChanges } from '../sync/list-changes.ts'
import { updateUser } from '../users/update-user.ts'
import { deleteConnection } from './delete-connection.ts'

const TENANT = '8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11'

/** Each test connects a tenant of its own, so that what one leaves behind means nothing to the next. */
function connect(db: Database, directoryId: string, options: WorldOptions = {}) {
  return openSyncWorld(db, { ...options, settings: { directoryId, ...options.settings } })
}

async function userOf(world: SyncWorld, objectId: string) {
  const row = await world.ctx.db.client.entraIdentity.findUniqueOrThrow({
    where: { connectionId_objectId: { connectionId: world.connection, objectId } },
    select: { user: { include: { memberships: { select: { origin: true, realmId: true } } } } },
  })
  return row.user
}

async function idOf(world: SyncWorld, objectId: string) {
  return (await userOf(world, objectId))?.id
}

function disconnect(world: SyncWorld, people: PeopleOnDelete = 'keep') {
  return deleteConnection({ ctx: world.ctx, input: { id: world.connection, people } })
}

describeEachEngine('connecting a directory again', (open) => {
  test('finds the same people, whatever they are called by now', async () => {
    const db = open()
    const tenant = TENANT.replace(/^8f/, 'a1')
    const users = ['ra1', 'ra2', 'ra3'].map((id) => sourceUser(id))
    const first = await connect(db, tenant, { users })
    await first.sync()
    const before = await Promise.all(['ra1', 'ra2', 'ra3'].map((id) => idOf(first, id)))
    const [edited, claimed, renamed] = before
    await updateUser({
      ctx: first.ctx,
      input: { id: String(edited), email: 'elsewhere@example.org', name: 'Edited here' },
    })
    await db.client.user.update({
      where: { id: String(claimed) },
      data: { registeredAt: first.ctx.now(), email: 'private@example.org' },
    })
    expect((await disconnect(first)).people).toBe(3)

    const again = await connect(db, tenant.toUpperCase(), {
      users: [
        sourceUser('ra1'),
        sourceUser('ra2', { displayName: 'Someone Else' }),
        sourceUser('ra3', { displayName: 'Married Name', mail: 'new@contoso.example' }),
      ],
    })
    const run = await again.sync()
    expect(run.counts).toMatchObject({ seen: 3, created: 0, updated: 3, conflicts: 0 })
    expect(await Promise.all(['ra1', 'ra2', 'ra3'].map((id) => idOf(again, id)))).toEqual(before)
    expect(await userOf(again, 'ra1')).toMatchObject({ email: 'elsewhere@example.org', name: 'Edited here' })
    expect(await userOf(again, 'ra2')).toMatchObject({ name: 'Person ra2', email: 'private@example.org' })
    expect(await userOf(again, 'ra3')).toMatchObject({
      id: renamed,
      name: 'Married Name',
      email: 'new@contoso.example',
    })
    const { items } = await listChanges({ ctx: again.ctx, input: { runId: run.id } })
    for (const item of items) {
      expect(item.reason).toContain('The same directory account was linked to this person before.')
    }
    expect((await again.sync()).changeCount).toBe(0)
  })

  test('by its domain or by its id, once a check has learned which tenant the domain is', async () => {
    const db = open()
    const tenant = TENANT.replace(/^8f/, 'a2')
    const first = await connect(db, 'Contoso-Two.example', {
      users: [sourceUser('rb1', { mail: 'old@contoso.example' })],
    })
    await first.sync()
    const before = await idOf(first, 'rb1')
    await db.client.connection.update({
      where: { id: first.connection },
      data: { lastCheck: { tenant: { id: tenant.toUpperCase() } } },
    })
    await disconnect(first)
    const users = [sourceUser('rb1', { mail: 'moved@contoso.example', userPrincipalName: null })]
    const byId = await connect(db, tenant, { users })
    await byId.sync()
    expect(await idOf(byId, 'rb1')).toBe(before)
    await disconnect(byId)
    const byDomain = await connect(db, 'contoso-two.example', { users })
    await byDomain.sync()
    expect(await idOf(byDomain, 'rb1')).toBe(before)
  })

  test('keeps the realms people had, and those who were disabled stay disabled', async () => {
    const db = open()
    const tenant = TENANT.replace(/^8f/, 'a3')
    const world = await connect(db, tenant, { users: [sourceUser('rc1')] })
    const realm = await createRealm({ ctx: world.ctx, input: { name: 'Kept by hand' } })
    await world.sync()
    const id = String(await idOf(world, 'rc1'))
    await updateUser({ ctx: world.ctx, input: { id, realmIds: [realm.id] } })
    await disconnect(world, 'disable')
    expect(await db.client.user.findUnique({ where: { id } })).toMatchObject({ status: 'disabled' })

    const again = await connect(db, tenant, {
      users: [sourceUser('rc1', { mail: null, userPrincipalName: null })],
    })
    const run = await again.sync()
    expect(run.counts).toMatchObject({ created: 0, updated: 1, reactivated: 0 })
    expect(await userOf(again, 'rc1')).toMatchObject({
      id,
      status: 'disabled',
      disabledBy: 'person',
      memberships: [{ realmId: realm.id, origin: 'hand' }],
    })
  })

  test('gives nobody away by email who was another account of the directory', async () => {
    const db = open()
    const tenant = TENANT.replace(/^8f/, 'a4')
    const first = await connect(db, tenant, {
      users: [sourceUser('rd1', { mail: 'shared@contoso.example' })],
    })
    await first.sync()
    const before = await idOf(first, 'rd1')
    await disconnect(first)
    const newcomer = sourceUser('rd2', { mail: 'shared@contoso.example' })
    const again = await connect(db, tenant, { users: [newcomer] })
    await again.sync()
    expect(await idOf(again, 'rd2')).not.toBe(before)
    again.source.directory.users = [newcomer, sourceUser('rd1', { mail: 'shared@contoso.example' })]
    await again.sync()
    expect(await idOf(again, 'rd1')).toBe(before)
  })

  test('another directory with the same object ids is another directory', async () => {
    const db = open()
    const users = [sourceUser('re1', { mail: null, userPrincipalName: null })]
    const first = await connect(db, TENANT.replace(/^8f/, 'a5'), { users })
    await first.sync()
    const before = await idOf(first, 're1')
    await disconnect(first)
    const other = await connect(db, TENANT.replace(/^8f/, 'a6'), { users })
    expect((await other.sync()).counts.created).toBe(1)
    expect(await idOf(other, 're1')).not.toBe(before)
  })

  test('someone linked meanwhile, and someone deleted, is not found by an old link', async () => {
    const db = open()
    const tenant = TENANT.replace(/^8f/, 'a7')
    const users = [sourceUser('rf1'), sourceUser('rf2')]
    const first = await connect(db, tenant, { users })
    await first.sync()
    const [kept, gone] = [await idOf(first, 'rf1'), await idOf(first, 'rf2')]
    await disconnect(first)
    await db.client.user.delete({ where: { id: String(gone) } })
    const again = await connect(db, tenant, { users })
    await db.client.entraIdentity.create({
      data: {
        connectionId: again.connection,
        objectId: 'rf-other',
        userId: String(kept),
        accountEnabled: true,
        userType: 'member',
        contentHash: new Uint8Array([1]),
      },
    })
    again.source.directory.users = [...users, sourceUser('rf-other')]
    expect((await again.sync()).counts).toMatchObject({ created: 2, conflicts: 0 })
    expect(await idOf(again, 'rf-other')).toBe(kept)
    expect([kept, gone]).not.toContain(await idOf(again, 'rf2'))
  })

  test('what someone decided about the account counts before the old link', async () => {
    const db = open()
    const tenant = TENANT.replace(/^8f/, 'a8')
    const first = await connect(db, tenant, { users: [sourceUser('rg1')] })
    await first.sync()
    const before = await idOf(first, 'rg1')
    await disconnect(first)
    const again = await connect(db, tenant, { users: [sourceUser('rg1')] })
    const plan = await again.sync({ planOnly: true })
    expect(plan.counts).toMatchObject({ updated: 1, created: 0 })
    const identity = await db.client.entraIdentity.findFirstOrThrow({
      where: { connectionId: connectionId.parse(again.connection), objectId: 'rg1' },
    })
    await db.client.conflict.create({
      data: {
        connectionId: again.connection,
        identityId: identity.id,
        reason: 'claimed_match',
        status: 'separate',
      },
    })
    await db.client.syncRun.update({ where: { id: plan.id }, data: { status: 'cancelled' } })
    expect((await again.sync()).counts.created).toBe(1)
    expect(await idOf(again, 'rg1')).not.toBe(before)
  })
})
