import type { Database } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { decideConflict } from '../conflicts/decide-conflict.ts'
import {
  makeIdentity,
  makeMapping,
  makeRealm,
  makeUser,
  openSyncWorld,
  sourceUser,
} from '../testing/index.ts'
import { newPerson, off, on, openScimWorld, type ScimWorld } from '../testing/scim-world.ts'

function readUser(db: Database, id: string | null) {
  return db.client.user.findUniqueOrThrow({ where: { id: id ?? '' } })
}

function findIdentity(db: Database, id: string) {
  return db.client.entraIdentity.findUniqueOrThrow({ where: { id } })
}

async function findConflict(db: Database, identityId: string) {
  return db.client.conflict.findUnique({ where: { identityId } })
}

async function workQueued(db: Database, world: ScimWorld) {
  const run = await db.client.syncRun.findFirstOrThrow({
    where: { connectionId: world.connection, status: 'queued' },
    select: { id: true },
  })
  return world.work(toRunId(run.id))
}

/** Ids of stored runs are run ids. */
function toRunId(id: string) {
  return id as Parameters<ScimWorld['work']>[0]
}

describeEachEngine('who a pushed person is', (open) => {
  test('an unclaimed person of the same email is linked, whatever the case', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const body = newPerson()
    const userId = await makeUser(db, { name: 'A. Lovelace', email: body.userName.toUpperCase() })
    expect(await world.create(body)).toMatchObject({
      outcome: 'linked',
      userId,
      why: expect.stringContaining('email'),
    })
    expect(await readUser(db, userId)).toMatchObject({ name: 'Ada Lovelace', email: body.userName })
    // The second account of the same address is someone else.
    const twin = await world.create(newPerson({ emails: body.emails }))
    expect(twin.outcome).toBe('created')
    expect(twin.userId).not.toBe(userId)
  })

  test('someone linked while inactive is disabled with it', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const body = newPerson({ active: false })
    const userId = await makeUser(db, { email: body.userName })
    expect(await world.create(body)).toMatchObject({ outcome: 'linked', userId })
    expect(await readUser(db, userId)).toMatchObject({ status: 'disabled', disabledBy: 'sync' })
    const fresh = await world.create(newPerson({ active: false }))
    expect(fresh.outcome).toBe('created')
    expect(await readUser(db, fresh.userId)).toMatchObject({ status: 'disabled', disabledBy: 'sync' })
  })

  test('someone who can sign in is never taken over: the User is kept, and a person decides', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const body = newPerson()
    const userId = await makeUser(db, { email: body.userName, registeredAt: new Date(), name: 'Augusta' })
    const made = await world.create(body)
    expect(made).toMatchObject({ outcome: 'conflict', userId: null, resource: { version: 1 } })
    expect(await findIdentity(db, made.resourceId)).toMatchObject({ userId: null })
    const conflict = await findConflict(db, made.resourceId)
    expect(conflict).toMatchObject({ status: 'open', reason: 'claimed_match', candidateIds: [userId] })
    // It stays open while the client goes on, and the run that finds it again keeps it.
    const titled = await world.patch(made.resourceId, [{ op: 'add', path: 'title', value: 'Countess' }])
    expect(titled).toMatchObject({ outcome: 'conflict', resource: { version: 2 } })
    await world.sync()
    expect(await findConflict(db, made.resourceId)).toMatchObject({ status: 'open' })

    await decideConflict({ ctx: world.ctx, input: { id: conflict?.id ?? '', decision: 'link', userId } })
    expect(await workQueued(db, world)).toMatchObject({ status: 'succeeded' })
    expect(await findIdentity(db, made.resourceId)).toMatchObject({ userId })
    expect(await readUser(db, userId)).toMatchObject({ name: 'Augusta' })
    expect(await world.patch(made.resourceId, off)).toMatchObject({ outcome: 'disabled', userId })
  })

  test('a conflict ends when the client tells of another address', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const body = newPerson()
    await makeUser(db, { email: body.userName, registeredAt: new Date() })
    const made = await world.create(body)
    const realmId = await makeRealm(db, 'Crew')
    const mapping = { connectionId: world.connection, groupObjectId: 'group-1', realmId }
    await makeMapping(db, mapping)
    await db.client.entraGroupMember.create({
      data: {
        connectionId: world.connection,
        groupObjectId: 'group-1',
        memberObjectId: made.resourceId,
        memberKind: 'user',
      },
    })
    const renamed = await world.patch(made.resourceId, [
      { op: 'replace', path: 'userName', value: `other-${body.userName}` },
      { op: 'replace', path: 'emails', value: [{ type: 'work', value: `other-${body.userName}` }] },
    ])
    expect(renamed).toMatchObject({ outcome: 'created' })
    expect(await findConflict(db, made.resourceId)).toMatchObject({ status: 'resolved' })
    expect(await db.client.realmMembership.count({ where: { userId: renamed.userId ?? '', realmId } })).toBe(
      1,
    )
  })

  test('who is told to be left alone is left alone, also while the client goes on', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const body = newPerson()
    await makeUser(db, { email: body.userName, registeredAt: new Date() })
    const made = await world.create(body)
    const conflict = await findConflict(db, made.resourceId)
    await decideConflict({ ctx: world.ctx, input: { id: conflict?.id ?? '', decision: 'ignore' } })
    await workQueued(db, world)
    expect(await world.patch(made.resourceId, off)).toMatchObject({ outcome: 'updated', userId: null })
    expect(await world.remove(made.resourceId)).toMatchObject({ outcome: 'deleted', userId: null })
  })

  test('an external id that is no object id is nobody’s for good: whoever gets it next is someone else', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const first = await world.create(newPerson({ externalId: 'jsmith' }))
    await db.client.user.update({ where: { id: first.userId ?? '' }, data: { registeredAt: new Date() } })
    await world.remove(first.resourceId)
    const next = await world.create(newPerson({ externalId: 'jsmith' }))
    expect(next).toMatchObject({ outcome: 'created' })
    expect(next.userId).not.toBe(first.userId)
  })

  test('who was deleted and comes again is the same: by object id, also when claimed; by email, when not', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const claimed = newPerson()
    const first = await world.create(claimed)
    await db.client.user.update({ where: { id: first.userId ?? '' }, data: { registeredAt: new Date() } })
    await world.remove(first.resourceId)
    const back = await world.create({
      ...claimed,
      externalId: claimed.externalId.toUpperCase(),
      emails: undefined,
      userName: 'new.name',
    })
    expect(back).toMatchObject({ outcome: 'linked', userId: first.userId })
    expect(await db.client.entraIdentity.count({ where: { userId: first.userId ?? '' } })).toBe(1)

    const open2 = newPerson()
    const second = await world.create(open2)
    await world.remove(second.resourceId)
    const again = await world.create({ ...open2, externalId: 'another' })
    expect(again).toMatchObject({ outcome: 'linked', userId: second.userId })

    const third = await world.create(newPerson())
    await db.client.user.update({ where: { id: third.userId ?? '' }, data: { registeredAt: new Date() } })
    const { email } = await readUser(db, third.userId)
    await world.remove(third.resourceId)
    const doubtful = await world.create(
      newPerson({ externalId: 'yet another', userName: email, emails: undefined }),
    )
    expect(doubtful).toMatchObject({ outcome: 'conflict', userId: null })
    const conflict = await findConflict(db, doubtful.resourceId)
    const realmId = await makeRealm(db, 'Crew')
    await makeMapping(db, { connectionId: world.connection, groupObjectId: 'group-2', realmId })
    await db.client.entraGroupMember.create({
      data: {
        connectionId: world.connection,
        groupObjectId: 'group-2',
        memberObjectId: doubtful.resourceId,
        memberKind: 'user',
      },
    })
    const input = { id: conflict?.id ?? '', decision: 'link', userId: third.userId ?? '' } as const
    await decideConflict({ ctx: world.ctx, input })
    await workQueued(db, world)
    expect(await findIdentity(db, doubtful.resourceId)).toMatchObject({ userId: third.userId })
    // What the deleted record no longer gives is not taken from who the new one holds.
    expect(await world.sync()).toMatchObject({ changeCount: 0 })
    expect(await db.client.realmMembership.count({ where: { realmId, userId: third.userId ?? '' } })).toBe(1)
  })

  test('who left by one connection and is held by another stays', async () => {
    const db = open()
    const world = await openScimWorld(db, { leaverPolicy: 'deactivate' })
    const other = await openScimWorld(db)
    const body = newPerson()
    const made = await world.create(body)
    expect(await other.create(body)).toMatchObject({ outcome: 'linked', userId: made.userId })
    expect(await world.remove(made.resourceId)).toMatchObject({ outcome: 'deleted', userId: made.userId })
    expect(await readUser(db, made.userId)).toMatchObject({ status: 'active', leftAt: null })
  })
})

describeEachEngine('one person read and pushed', (open) => {
  const objectId = (digit: number) => `bbbbbbbb-0000-4000-8000-00000000000${digit}`

  test('read first, then pushed under the object id: one user, also when claimed', async () => {
    const db = open()
    const pull = await openSyncWorld(db, {
      users: [sourceUser(objectId(1), { mail: 'read1@contoso.example' })],
    })
    await pull.sync()
    const user = await db.client.user.findFirstOrThrow({ where: { email: 'read1@contoso.example' } })
    await db.client.user.update({ where: { id: user.id }, data: { registeredAt: new Date() } })
    const push = await openScimWorld(db)
    const body = newPerson({ externalId: objectId(1).toUpperCase() })
    expect(await push.create(body)).toMatchObject({ outcome: 'linked', userId: user.id })
    expect((await pull.sync()).changeCount).toBe(0)
    expect((await push.sync()).changeCount).toBe(0)
  })

  test('pushed first, then read: one user; disabled by one channel it stays so until both say otherwise', async () => {
    const db = open()
    const push = await openScimWorld(db)
    const made = await push.create(newPerson({ externalId: objectId(2).toUpperCase() }))
    const entra = sourceUser(objectId(2), {
      displayName: 'Ada Lovelace',
      givenName: 'Ada',
      surname: 'Lovelace',
      jobTitle: 'Analyst',
      mail: (await readUser(db, made.userId)).email,
    })
    const pull = await openSyncWorld(db, {
      users: [entra],
      settings: { guard: { maxPeople: 100, maxPercent: 100 } },
    })
    await pull.sync()
    expect(
      await db.client.entraIdentity.findFirstOrThrow({ where: { connectionId: pull.connection } }),
    ).toMatchObject({
      userId: made.userId,
    })
    const status = async () => (await readUser(db, made.userId)).status

    expect(await push.patch(made.resourceId, off)).toMatchObject({ outcome: 'disabled' })
    expect((await pull.sync()).changeCount).toBe(0)
    expect(await status()).toBe('disabled')
    pull.source.directory.users = [{ ...entra, accountEnabled: false }]
    await pull.sync()
    expect(await push.patch(made.resourceId, on)).toMatchObject({ outcome: 'updated' })
    expect(await status()).toBe('disabled')
    pull.source.directory.users = [entra]
    await pull.sync()
    expect(await status()).toBe('active')
    expect((await push.sync()).changeCount).toBe(0)
  })

  test('two users behind one object id are nobody’s twin', async () => {
    const db = open()
    const push = await openScimWorld(db)
    for (const connection of [await openSyncWorld(db), await openSyncWorld(db)]) {
      const userId = await makeUser(db)
      await makeIdentity(db, { connectionId: connection.connection, objectId: objectId(3), userId })
    }
    expect(await push.create(newPerson({ externalId: objectId(3) }))).toMatchObject({ outcome: 'created' })
  })
})
