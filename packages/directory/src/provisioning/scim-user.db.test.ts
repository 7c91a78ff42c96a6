import { toReadPerson, type Database } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { makeMapping, makeRealm, makeUser } from '../testing/index.ts'
import { createScimUser } from './create-scim-user.ts'
import { deleteScimUser } from './delete-scim-user.ts'
import { toMirroredPerson } from './to-mirrored-person.ts'
import { newPerson as person, off, on, openScimWorld, type ScimWorld } from '../testing/scim-world.ts'

function readUser(db: Database, id: string | null) {
  return db.client.user.findUniqueOrThrow({ where: { id: id ?? '' } })
}

/** Events about people of this connection, oldest first. */
async function listReceived(db: Database, { connection }: ScimWorld) {
  const events = await db.client.event.findMany({
    where: { connectionId: connection, type: 'scim.user.received' },
    orderBy: { id: 'asc' },
  })
  return events.map((event) => ({ userId: event.userId, actor: event.actor, data: event.data }))
}

/** A database where only single statements are left, as they are where one round trip counts. */
function withoutTransactions(db: Database): Database {
  return { ...db, change: () => Promise.reject(new Error('This was to be one statement.')) }
}

describeEachEngine('a pushed person', (open) => {
  test('who is new is made with one statement, and so are changes and comings and goings', async () => {
    const db = open()
    const world = await openScimWorld(withoutTransactions(db), {
      guardMaxPeople: 1_000,
      defaultRole: 'operator',
    })
    const body = person()
    const made = await world.create(body)
    expect(made).toMatchObject({
      outcome: 'created',
      changed: [
        'externalId',
        'userName',
        'name.familyName',
        'name.givenName',
        'displayName',
        'title',
        'active',
        'emails',
      ],
      resource: { version: 1, document: { ...body, active: true } },
    })
    expect(await readUser(db, made.userId)).toMatchObject({
      name: 'Ada Lovelace',
      givenName: 'Ada',
      surname: 'Lovelace',
      email: body.userName,
      jobTitle: 'Analyst',
      role: 'operator',
      status: 'active',
      registeredAt: null,
    })
    expect(await db.client.entraIdentity.findUnique({ where: { id: made.resourceId } })).toMatchObject({
      objectId: made.resourceId,
      externalId: body.externalId,
      userId: made.userId,
      userType: 'member',
    })

    const { resourceId: id, userId } = made
    const titled = await world.patch(id, [{ op: 'replace', path: 'title', value: 'Countess' }])
    expect(titled).toMatchObject({ outcome: 'updated', changed: ['title'], userId, resource: { version: 2 } })
    const same = await world.patch(id, [{ op: 'replace', path: 'title', value: 'Countess' }])
    expect(same).toMatchObject({ outcome: 'unchanged', changed: [], userId, resource: { version: 2 } })
    const nick = await world.patch(id, [{ op: 'replace', path: 'nickName', value: 'A' }])
    expect(nick).toMatchObject({ outcome: 'updated', resource: { version: 3, document: { nickName: 'A' } } })
    await db.client.session.create({
      data: { userId: userId ?? '', tokenHash: Buffer.from(id), expiresAt: new Date('2030-01-01') },
    })
    expect(await world.patch(id, off)).toMatchObject({ outcome: 'disabled', userId })
    expect(await db.client.session.count({ where: { userId: userId ?? '' } })).toBe(0)
    expect(await readUser(db, userId)).toMatchObject({
      jobTitle: 'Countess',
      status: 'disabled',
      disabledBy: 'sync',
    })
    expect(await world.patch(id, on)).toMatchObject({ outcome: 'reactivated', userId })
    expect(await readUser(db, userId)).toMatchObject({ status: 'active', disabledBy: null, disabledAt: null })

    const received = await listReceived(db, world)
    expect(received.map(({ data }) => data)).toMatchObject([
      { outcome: 'created', person: 'Ada Lovelace', connection: 'Pushing' },
      {
        outcome: 'updated',
        changed: ['title'],
        fields: [{ field: 'jobTitle', before: 'Analyst', after: 'Countess' }],
      },
      { outcome: 'updated', changed: ['nickName'] },
      { outcome: 'disabled', changed: ['active'] },
      { outcome: 'reactivated' },
    ])
    expect(received.every((event) => event.userId === userId)).toBe(true)
    expect(await db.client.scimRemoval.count({ where: { connectionId: world.connection } })).toBe(1)
  })

  test('a soft delete renames and disables, a restore brings everything back', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const realmId = await makeRealm(db, 'Crew')
    const group = 'group-1'
    const mappingId = await makeMapping(db, { connectionId: world.connection, groupObjectId: group, realmId })
    const body = person({ emails: undefined })
    const { resourceId: id, userId } = await world.create(body)
    await db.client.entraGroupMember.create({
      data: { connectionId: world.connection, groupObjectId: group, memberObjectId: id, memberKind: 'user' },
    })
    await db.client.realmMembership.create({
      data: { realmId, userId: userId ?? '', origin: mappingId, mappingId },
    })
    await db.client.session.create({
      data: { userId: userId ?? '', tokenHash: Buffer.from(id), expiresAt: new Date('2030-01-01') },
    })
    const renamed = `0123456789abcdef0123456789abcdef${body.userName}`
    await world.patch(id, [{ op: 'Replace', path: 'userName', value: renamed }, ...off])
    expect(await readUser(db, userId)).toMatchObject({ email: body.userName, status: 'disabled' })
    expect(await db.client.session.count({ where: { userId: userId ?? '' } })).toBe(0)
    await world.patch(id, [{ op: 'Replace', path: 'userName', value: body.userName }, ...on])
    expect(await readUser(db, userId)).toMatchObject({ email: body.userName, status: 'active' })
    expect(await db.client.realmMembership.count({ where: { userId: userId ?? '' } })).toBe(1)
  })

  test('a hard delete follows the leaver policy, and the userName is free again', async () => {
    const db = open()
    for (const [leaverPolicy, outcome, status] of [
      ['keep', 'left', 'active'],
      ['grace', 'left', 'active'],
      ['deactivate', 'deactivated', 'disabled'],
    ] as const) {
      const world = await openScimWorld(db, { leaverPolicy })
      const body = person()
      const { resourceId: id, userId } = await world.create(body)
      const { realmId, mappingId } = await giveRealm(db, world, id, userId ?? '')
      await db.client.realmMembership.create({ data: { realmId, userId: userId ?? '', origin: 'hand' } })
      expect(await world.remove(id)).toMatchObject({ outcome, userId, resource: null })
      const left = await readUser(db, userId)
      expect(left.status).toBe(status)
      expect(left.leftAt).not.toBeNull()
      const kept = await db.client.realmMembership.findMany({ where: { userId: userId ?? '' } })
      expect(kept.map((row) => row.mappingId)).toEqual([null])
      expect(mappingId).not.toBeNull()
      expect(await db.client.entraGroupMember.count({ where: { memberObjectId: id } })).toBe(0)
      await expect(world.patch(id, off)).rejects.toMatchObject({ status: 404 })
      await expect(world.remove(id)).rejects.toMatchObject({ status: 404 })

      const again = await world.create(body)
      expect(again).toMatchObject({ outcome: 'linked', userId })
      expect(again.resourceId).not.toBe(id)
      expect(await readUser(db, userId)).toMatchObject({ status: 'active', leftAt: null })
      expect(await db.client.entraIdentity.count({ where: { userId: userId ?? '' } })).toBe(1)
    }
  })

  test('what is not there, not the right version or taken is refused, and nothing is written', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const body = person()
    const { resourceId: id } = await world.create(body)
    const other = await world.create(person())
    const before = await db.client.event.count({ where: { connectionId: world.connection } })
    await expect(world.patch('nobody', off)).rejects.toMatchObject({ status: 404 })
    await expect(world.replace(world.connection, body)).rejects.toMatchObject({ status: 404 })
    await expect(world.patch(id, off, 'W/"7"')).rejects.toMatchObject({ status: 412 })
    await expect(world.remove(id, 'W/"7"')).rejects.toMatchObject({ status: 412 })
    await expect(world.create({ userName: body.userName.toUpperCase() })).rejects.toMatchObject({
      status: 409,
      scimType: 'uniqueness',
    })
    const taken = [{ op: 'replace', path: 'userName', value: body.userName.toUpperCase() }]
    await expect(world.patch(other.resourceId, taken)).rejects.toMatchObject({
      status: 409,
      scimType: 'uniqueness',
    })
    const long = {
      userName: Array.from({ length: 4_000 }, (_, at) => ((at * 7919) % 3_571).toString(36))
        .join('')
        .slice(0, 4_000),
    }
    await expect(world.create(long)).rejects.toMatchObject({ status: 400, scimType: 'invalidValue' })
    const elsewhere = await openScimWorld(db)
    await expect(elsewhere.patch(id, off)).rejects.toMatchObject({ status: 404 })
    await expect(elsewhere.remove(id)).rejects.toMatchObject({ status: 404 })
    expect(await elsewhere.create(body)).toMatchObject({ outcome: 'linked' })
    expect(await db.client.event.count({ where: { connectionId: world.connection } })).toBe(before)
    await world.patch(id, off, 'W/"1"')
  })

  test('PUT leaves out what it does not name', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const body = person()
    const { resourceId: id, userId } = await world.create(body)
    const { title: _title, ...untitled } = body
    const replaced = await world.replace(id, untitled)
    expect(replaced).toMatchObject({ outcome: 'updated', changed: ['title'], resource: { version: 2 } })
    expect((await readUser(db, userId)).jobTitle).toBeNull()
    expect(await world.replace(id, untitled)).toMatchObject({
      outcome: 'unchanged',
      resource: { version: 2 },
    })
  })

  test('fields edited here stay, and so does the profile of someone who has claimed', async () => {
    const db = open()
    for (const refreshClaimed of [false, true]) {
      const world = await openScimWorld(db, { refreshClaimed })
      const { resourceId: id, userId } = await world.create(person())
      await db.client.user.update({
        where: { id: userId ?? '' },
        data: { jobTitle: 'Poet', editedFields: ['jobTitle'], registeredAt: new Date(), department: 'Here' },
      })
      const department = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'
      await world.patch(id, [
        { op: 'replace', path: 'title', value: 'Countess' },
        { op: 'add', path: department, value: 'There' },
      ])
      expect(await readUser(db, userId)).toMatchObject({
        jobTitle: 'Poet',
        department: refreshClaimed ? 'There' : 'Here',
      })
      expect(await world.patch(id, off)).toMatchObject({ outcome: 'disabled' })
    }
  })

  test('a field without a source is left to people here', async () => {
    const db = open()
    const world = await openScimWorld(db, { scimMirroring: { jobTitle: null, email: null } })
    const { resourceId: id, userId } = await world.create(person())
    expect(await readUser(db, userId)).toMatchObject({ jobTitle: null, email: null, givenName: 'Ada' })
    await db.client.user.update({ where: { id: userId ?? '' }, data: { jobTitle: 'Poet' } })
    await world.patch(id, [{ op: 'replace', value: { title: 'Countess', 'name.givenName': 'Augusta' } }])
    expect(await readUser(db, userId)).toMatchObject({ jobTitle: 'Poet', givenName: 'Augusta' })
    expect((await world.sync()).changeCount).toBe(0)
  })

  test('the last owner stays and is signed out; with another owner it goes', async () => {
    const db = open()
    const world = await openScimWorld(db, { leaverPolicy: 'deactivate' })
    await db.client.user.updateMany({ where: { role: 'owner' }, data: { role: 'member' } })
    const { resourceId: id, userId } = await world.create(person())
    const owner = userId ?? ''
    await db.client.user.update({ where: { id: owner }, data: { role: 'owner', registeredAt: new Date() } })
    const newSession = () =>
      db.client.session.create({
        data: {
          userId: owner,
          tokenHash: Buffer.from(String(Math.random())),
          expiresAt: new Date('2030-01-01'),
        },
      })
    await newSession()
    await expect(world.patch(id, off)).rejects.toMatchObject({ status: 409, scimType: null })
    expect(await db.client.session.count({ where: { userId: owner } })).toBe(0)
    await newSession()
    await expect(world.remove(id)).rejects.toMatchObject({ status: 409 })
    expect(await db.client.session.count({ where: { userId: owner } })).toBe(0)
    expect(await db.client.scimUser.findUnique({ where: { id } })).toMatchObject({ version: 1 })
    expect(await db.client.entraIdentity.findUnique({ where: { id } })).toMatchObject({
      accountEnabled: true,
      leftAt: null,
    })
    await makeUser(db, { role: 'owner', registeredAt: new Date() })
    expect(await world.patch(id, off)).toMatchObject({ outcome: 'disabled' })
    await db.client.user.updateMany({ where: { role: 'owner' }, data: { role: 'member' } })
  })

  test('what ends with the access is told', async () => {
    const db = open()
    const world = await openScimWorld(db, { guardMaxPeople: 1_000 })
    const { resourceId: id, userId } = await world.create(person())
    await db.client.capabilityGrant.create({
      data: { userId: userId ?? '', capability: 'deploy', grantedBy: {} },
    })
    await world.patch(id, off)
    const events = await db.client.event.findMany({ where: { userId: userId ?? '', type: 'grant.ended' } })
    expect(events).toHaveLength(1)
    expect(await db.client.capabilityGrant.count({ where: { userId: userId ?? '', endedAt: null } })).toBe(0)
  })

  test('a sandbox keeps resources and makes nobody', async () => {
    const db = open()
    const world = await openScimWorld(db, { sandbox: true })
    const body = person()
    const made = await world.create(body)
    expect(made).toMatchObject({ outcome: 'stored', userId: null })
    expect(await world.patch(made.resourceId, off)).toMatchObject({
      outcome: 'updated',
      resource: { version: 2 },
    })
    await expect(world.create(body)).rejects.toMatchObject({ status: 409 })
    expect(await db.client.entraIdentity.count({ where: { connectionId: world.connection } })).toBe(0)
    expect(await world.remove(made.resourceId)).toMatchObject({ outcome: 'deleted' })
    expect(await db.client.event.count({ where: { connectionId: world.connection } })).toBe(0)
    expect(await db.client.scimUser.count({ where: { connectionId: world.connection } })).toBe(0)
  })

  test('rules that changed meanwhile are asked for again', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const { resourceId: id } = await world.create(person())
    const stale = await world.call({ document: person(), id, operations: [], ifMatch: null })
    await db.client.connection.update({
      where: { id: world.connection },
      data: { rulesVersion: { increment: 1 } },
    })
    await expect(createScimUser(stale)).rejects.toMatchObject({ name: 'StaleRules' })
    await expect(deleteScimUser(stale)).rejects.toMatchObject({ name: 'StaleRules' })
    expect(await db.client.scimUser.count({ where: { connectionId: world.connection } })).toBe(1)
    expect(await world.create(person())).toMatchObject({ outcome: 'created' })
  })

  test('is mirrored as they were pushed last, whatever part of them changed', async () => {
    const db = open()
    const world = await openScimWorld(withoutTransactions(db), { guardMaxPeople: 1_000 })
    const { mirroring } = await world.rules()
    const { resourceId: id } = await world.create(person())
    const renamed = { op: 'replace', path: 'displayName', value: 'Countess' }
    const changes = [
      off,
      on,
      [{ op: 'add', path: 'nickName', value: 'Ada' }],
      [...off, renamed],
      [{ op: 'replace', path: 'externalId', value: 'another' }, ...on],
      [{ op: 'remove', path: 'title' }],
    ]
    for (const operations of changes) {
      const { resource } = await world.patch(id, operations)
      const { user, hash } = toReadPerson(toMirroredPerson(id, resource?.document ?? {}, mirroring))
      const row = await db.client.entraIdentity.findUniqueOrThrow({ where: { id } })
      expect(row).toMatchObject({ ...user, externalId: resource?.document['externalId'] })
      expect(Buffer.from(row.contentHash).toString('hex')).toBe(hash)
    }
  })
})

/** A realm that a group of this person gives. */
async function giveRealm(db: Database, world: ScimWorld, id: string, userId: string) {
  const realmId = await makeRealm(db, 'Crew')
  const group = `group-${id}`
  const mappingId = await makeMapping(db, { connectionId: world.connection, groupObjectId: group, realmId })
  await db.client.entraGroupMember.create({
    data: { connectionId: world.connection, groupObjectId: group, memberObjectId: id, memberKind: 'user' },
  })
  await db.client.realmMembership.create({ data: { realmId, userId, origin: mappingId, mappingId } })
  return { realmId, mappingId }
}
