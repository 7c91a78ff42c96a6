import { ScimError, toWeakEtag } from '@rollcall/scim'
import { describeEachEngine, describeOnPostgres } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { updateUser } from '../users/update-user.ts'
import { createTestContext, makeUser } from '../testing/index.ts'
import { newPerson, off, on, openScimWorld } from '../testing/scim-world.ts'

const TWENTY = Array.from({ length: 20 }, (_, index) => index)

/** `created`, or what the refusal says. */
function toEnds(settled: readonly PromiseSettledResult<{ outcome: string }>[]) {
  return settled.map((one) => {
    if (one.status === 'fulfilled') return one.value.outcome
    if (one.reason instanceof ScimError) return `${one.reason.status} ${one.reason.scimType}`
    throw one.reason
  })
}

describeEachEngine('requests at the same time', (open) => {
  test('of twenty creations of one userName one succeeds', async () => {
    const db = open()
    const world = await openScimWorld(db)
    for (const email of [null, 'known@contoso.example']) {
      const body = newPerson()
      if (email !== null) await makeUser(db, { email })
      const emails = email === null ? body.emails : [{ type: 'work', value: email }]
      const bodies = TWENTY.map((n) => ({
        ...body,
        emails,
        userName: n % 2 === 0 ? body.userName : body.userName.toUpperCase(),
      }))
      const ends = toEnds(await Promise.allSettled(bodies.map((one) => world.create(one))))
      expect(ends.filter((end) => end === '409 uniqueness')).toHaveLength(19)
      expect(ends).toContain(email === null ? 'created' : 'linked')
    }
    expect(await db.client.scimUser.count({ where: { connectionId: world.connection } })).toBe(2)
    expect(await db.client.entraIdentity.count({ where: { connectionId: world.connection } })).toBe(2)
    expect(await db.client.event.count({ where: { connectionId: world.connection } })).toBe(2)
  })

  test('of several new Users with one known address one is linked', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const userId = await makeUser(db, { email: 'shared@contoso.example' })
    const emails = [{ type: 'work', value: 'shared@contoso.example' }]
    const made = await Promise.all(TWENTY.slice(0, 8).map(() => world.create(newPerson({ emails }))))
    expect(made.filter((one) => one.userId === userId)).toHaveLength(1)
    expect(await db.client.entraIdentity.count({ where: { userId } })).toBe(1)
  })

  test('twenty changes of one person all happen', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const { resourceId: id, userId } = await world.create(newPerson({ phoneNumbers: undefined }))
    const written = await Promise.all(
      TWENTY.map((n) =>
        world.patch(id, [
          n === 7
            ? { op: 'replace', path: 'title', value: 'Countess' }
            : { op: 'add', path: 'phoneNumbers', value: [{ value: `+44 ${n}`, type: 'work' }] },
        ]),
      ),
    )
    expect(new Set(written.map((one) => one.resource?.version)).size).toBe(20)
    const stored = await db.client.scimUser.findUniqueOrThrow({ where: { id } })
    expect(stored).toMatchObject({ version: 21, document: { title: 'Countess' } })
    const numbers = JSON.stringify(stored.document).match(/\+44 \d+/g) ?? []
    expect(new Set(numbers).size).toBe(19)
    expect(await db.client.user.findUnique({ where: { id: userId ?? '' } })).toMatchObject({
      jobTitle: 'Countess',
    })
    expect(await db.client.event.count({ where: { connectionId: world.connection } })).toBe(21)
  })

  test('a change against a deletion: either the one or the other, and never half', async () => {
    const db = open()
    const world = await openScimWorld(db, { leaverPolicy: 'deactivate', guardMaxPeople: 1_000 })
    for (const n of TWENTY.slice(0, 6)) {
      const { resourceId: id, userId } = await world.create(newPerson())
      const operations = n % 2 === 0 ? off : [{ op: 'replace', path: 'title', value: 'Countess' }]
      const requests =
        n % 3 === 0
          ? [world.remove(id), world.patch(id, operations)]
          : [world.patch(id, operations), world.remove(id)]
      const ends = toEnds(await Promise.allSettled(requests))
      expect(
        ends.every((end) => ['updated', 'disabled', 'deactivated', 'left', '404 null'].includes(end)),
      ).toBe(true)
      expect(await db.client.scimUser.count({ where: { id } })).toBe(0)
      expect(await db.client.user.findUnique({ where: { id: userId ?? '' } })).toMatchObject({
        status: 'disabled',
      })
    }
  })

  test('If-Match lets one of many through', async () => {
    const world = await openScimWorld(open())
    const { resourceId: id } = await world.create(newPerson())
    const ends = toEnds(
      await Promise.allSettled(
        TWENTY.map((n) => world.patch(id, [{ op: 'replace', path: 'title', value: `T${n}` }], toWeakEtag(1))),
      ),
    )
    expect(ends.filter((end) => end === 'updated')).toHaveLength(1)
    expect(ends.filter((end) => end === '412 null')).toHaveLength(19)
  })
})

describeOnPostgres('requests and people at the same time', (open) => {
  test('what a person edits meanwhile is not written over', async () => {
    const db = open()
    const world = await openScimWorld(db)
    const ctx = createTestContext(db)
    for (let round = 0; round < 5; round++) {
      const { resourceId: id, userId } = await world.create(newPerson())
      await Promise.all([
        updateUser({ ctx, input: { id: userId ?? '', jobTitle: 'Poet' } }),
        world.patch(id, [{ op: 'replace', path: 'title', value: 'Countess' }]),
        world.patch(id, [{ op: 'replace', path: 'nickName', value: 'A' }]),
      ])
      expect(await db.client.user.findUnique({ where: { id: userId ?? '' } })).toMatchObject({
        jobTitle: 'Poet',
        editedFields: ['jobTitle'],
      })
    }
  })

  test('of two owners whom two directories disable at once one stays', async () => {
    const db = open()
    const worlds = [await openScimWorld(db), await openScimWorld(db)]
    for (let round = 0; round < 6; round++) {
      await db.client.user.updateMany({ where: { role: 'owner' }, data: { role: 'member' } })
      const owners = await Promise.all(
        worlds.map(async (world) => ({ world, ...(await world.create(newPerson())) })),
      )
      for (const { userId } of owners)
        await db.client.user.update({
          where: { id: userId ?? '' },
          data: { role: 'owner', registeredAt: new Date() },
        })
      const ends = toEnds(
        await Promise.allSettled(owners.map(({ world, resourceId }) => world.patch(resourceId, off))),
      )
      expect(ends.toSorted((a, b) => a.localeCompare(b))).toEqual(['409 null', 'disabled'])
      expect(await db.client.user.count({ where: { role: 'owner', status: 'active' } })).toBe(1)
    }
  })

  test('toggling while a run applies ends as the client said last', async () => {
    const db = open()
    const world = await openScimWorld(db, { guardMaxPeople: 1_000 })
    const made = await Promise.all(TWENTY.map(() => world.create(newPerson())))
    await db.client.user.updateMany({
      where: { id: { in: made.map((one) => one.userId ?? '') } },
      data: { jobTitle: null },
    })
    const toggle = async (id: string) => {
      for (const operations of [off, on, off, on, off]) await world.patch(id, operations)
    }
    await Promise.all([world.sync(), ...made.slice(0, 10).map((one) => toggle(one.resourceId))])
    await world.sync()
    const users = await db.client.user.findMany({
      where: { id: { in: made.map((one) => one.userId ?? '') } },
    })
    expect(users.filter((user) => user.status === 'disabled')).toHaveLength(10)
    expect(users.every((user) => user.jobTitle === 'Analyst')).toBe(true)
  })
})
