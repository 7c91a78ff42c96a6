import type { Database, Sql } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { parseFilter, ScimError } from '@rollcall/scim'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeUser } from '../testing/index.ts'
import { newPerson, off, on, openScimWorld } from '../testing/scim-world.ts'
import { createScimGroup } from './create-scim-group.ts'
import { listScimResources } from './list-scim-resources.ts'
import { patchScimGroup } from './patch-scim-group.ts'

const FORTY = Array.from({ length: 40 }, (_, index) => index)

/** The database with a count of the statements that it is sent beside transactions. */
function counted(db: Database) {
  const names: (string | null)[] = []
  const sql: Sql = (statement, values) => {
    names.push(statement.name)
    return db.sql(statement, values)
  }
  return { db: { ...db, sql }, names }
}

async function openCounted(db: Database) {
  const { db: watched, names } = counted(db)
  const world = await openScimWorld(watched, { guardMaxPeople: 1_000 })
  const during = async <T>(work: Promise<T>[]) => {
    const from = names.length
    const ends = await Promise.all(work)
    return { ends, statements: names.slice(from) }
  }
  return { world, during }
}

describeEachEngine('requests that arrive together', (open) => {
  test('make their people in a few statements, each with its own user and event', async () => {
    const db = open()
    const { world, during } = await openCounted(db)
    const { ends, statements } = await during(FORTY.map(() => world.create(newPerson())))
    expect(statements.length).toBeLessThan(10)
    expect(ends.every((one) => one.outcome === 'created')).toBe(true)
    for (const { resourceId, userId } of ends) {
      const identity = await db.client.entraIdentity.findUniqueOrThrow({ where: { id: resourceId } })
      const user = await db.client.user.findUniqueOrThrow({ where: { id: userId ?? '' } })
      expect(identity).toMatchObject({ userId, mail: user.email })
      expect(await db.client.event.findMany({ where: { userId } })).toMatchObject([
        { type: 'scim.user.received', data: { resourceId, outcome: 'created' } },
      ])
    }
  })

  test('each get their own answer, whoever they arrive with', async () => {
    const db = open()
    const { world } = await openCounted(db)
    const taken = newPerson()
    await world.create(taken)
    const linked = await makeUser(db, { email: 'known@contoso.example' })
    const bodies = [
      newPerson(),
      newPerson({ userName: taken.userName }),
      newPerson({ emails: [{ type: 'work', value: 'known@contoso.example' }] }),
      // Longer than an index takes, and not to be made shorter by compressing it.
      newPerson({ externalId: randomBytes(4_000).toString('base64') }),
      newPerson({ active: false }),
      newPerson(),
    ]
    const ends = await Promise.allSettled(bodies.map((body) => world.create(body)))
    expect(
      ends.map((end) => {
        if (end.status === 'fulfilled') return end.value.outcome
        return end.reason instanceof ScimError ? `${end.reason.status} ${end.reason.scimType}` : end.reason
      }),
    ).toEqual(['created', '409 uniqueness', 'linked', '400 invalidValue', 'created', 'created'])
    const users = await db.client.user.findMany({
      where: { identities: { some: { connectionId: world.connection } } },
    })
    expect(users.filter((user) => user.status === 'disabled')).toHaveLength(1)
    expect(users.map((user) => user.id)).toContain(linked)
    expect(await db.client.scimUser.count({ where: { connectionId: world.connection } })).toBe(5)
  })

  test('change and find people in a few statements, and everyone loses or gets back what is theirs', async () => {
    const db = open()
    const { world, during } = await openCounted(db)
    const bodies = FORTY.map(() => newPerson())
    const made = await Promise.all(bodies.map((body) => world.create(body)))
    const disabled = await during(made.map((one) => world.patch(one.resourceId, off)))
    expect(disabled.statements.length).toBeLessThan(20)
    expect(disabled.ends.map((one) => one.userId)).toEqual(made.map((one) => one.userId))
    const ids = made.map((one) => one.userId ?? '')
    expect(await db.client.user.count({ where: { id: { in: ids }, status: 'disabled' } })).toBe(40)
    expect(await db.client.scimRemoval.count({ where: { connectionId: world.connection } })).toBe(40)

    const mixed = await during(
      made.map((one, n) =>
        world.patch(one.resourceId, n % 2 === 0 ? on : [{ op: 'replace', path: 'title', value: `T${n}` }]),
      ),
    )
    for (const [n, one] of mixed.ends.entries()) {
      const user = await db.client.user.findUniqueOrThrow({ where: { id: one.userId ?? '' } })
      expect(user).toMatchObject(
        n % 2 === 0 ? { status: 'active', jobTitle: 'Analyst' } : { status: 'disabled', jobTitle: `T${n}` },
      )
    }
    const found = await during(
      bodies.map(async (body) =>
        listScimResources(
          await world.call({
            type: 'User' as const,
            filter: parseFilter(`userName eq "${body.userName.toUpperCase()}"`, 'User'),
            paging: { startIndex: 1, count: 10 },
            related: true,
          }),
        ),
      ),
    )
    expect(found.statements.length).toBeLessThan(10)
    expect(found.ends.map(({ resources }) => resources[0]?.id)).toEqual(made.map((one) => one.resourceId))
  })

  test('fill many groups in a few statements, and one group one after the other', async () => {
    const db = open()
    const { world, during } = await openCounted(db)
    const people = await Promise.all(FORTY.map(() => world.create(newPerson())))
    const groups = await Promise.all(
      FORTY.map(async (n) =>
        createScimGroup(await world.call({ document: { displayName: `Group ${n}` }, memberIds: [] })),
      ),
    )
    const add = async (group: string, member: string) =>
      patchScimGroup(
        await world.call({
          id: group,
          operations: [{ op: 'add' as const, path: 'members', value: [{ value: member }] }],
          ifMatch: null,
        }),
      )
    const spread = await during(groups.map((one, n) => add(one.resourceId, people[n]?.resourceId ?? '')))
    expect(spread.statements.length).toBeLessThan(10)
    expect(spread.ends.map((one) => [one.resourceId, one.outcome, one.changed])).toEqual(
      groups.map((one) => [one.resourceId, 'updated', ['members']]),
    )
    const first = groups[0]?.resourceId ?? ''
    const crowd = await during([
      ...people.map((one) => add(first, one.resourceId)),
      add('aaaaaaaa-0000-7000-8000-000000000000', people[0]?.resourceId ?? '').catch(() => null),
      add(first, 'aaaaaaaa-0000-7000-8000-000000000000').catch(() => null),
    ])
    expect(crowd.ends.slice(-2)).toEqual([null, null])
    expect(await db.client.entraGroupMember.count({ where: { groupObjectId: first } })).toBe(40)
    expect(await db.client.scimGroup.findUniqueOrThrow({ where: { id: first } })).toMatchObject({
      version: 41,
    })
    const told = { type: 'scim.group.received', connectionId: world.connection }
    expect(await db.client.event.count({ where: told })).toBe(40 + 40 + 39)
  })
})
