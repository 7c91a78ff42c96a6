import { describeEachEngine } from '@rollcall/db/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { setMappings } from '../connections/set-mappings.ts'
import { openSyncWorld, sourceGroup, sourceUser, type SyncWorld } from '../testing/index.ts'

const PEOPLE = [0, 1, 2, 3, 4, 5]
const GROUPS = ['g0', 'g1', 'g2']

/** One thing that happens in a directory. People, groups and addresses are few, so that they meet. */
const mutation = fc.oneof(
  fc.record({ what: fc.constant('add' as const), who: fc.constantFrom(...PEOPLE) }),
  fc.record({ what: fc.constant('remove' as const), who: fc.constantFrom(...PEOPLE) }),
  fc.record({
    what: fc.constant('rename' as const),
    who: fc.constantFrom(...PEOPLE),
    to: fc.constantFrom('Ada', 'Bob', 'Zoë'),
  }),
  fc.record({
    what: fc.constant('mail' as const),
    who: fc.constantFrom(...PEOPLE),
    to: fc.constantFrom(null, 'one', 'two', 'three'),
  }),
  fc.record({ what: fc.constant('enable' as const), who: fc.constantFrom(...PEOPLE), to: fc.boolean() }),
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('join' as const),
      group: fc.constantFrom(...GROUPS),
      member: fc.constantFrom('p0', 'p1', 'p2', 'p3', 'p4', 'p5', ...GROUPS),
      to: fc.boolean(),
    }),
  },
)
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never

interface Person {
  name: string
  mail: string | null
  enabled: boolean
}

function newPerson(who: number): Person {
  return { name: `Person ${who}`, mail: null, enabled: true }
}

/** A small directory that takes mutations and can be shown to a world under names of its own. */
class Model {
  readonly people = new Map<number, Person>(PEOPLE.map((who) => [who, newPerson(who)]))
  readonly members = new Map<string, Set<string>>(GROUPS.map((group) => [group, new Set()]))

  apply(change: Mutation): void {
    if (change.what === 'join') {
      const members = this.members.get(change.group)
      if (change.to && change.member !== change.group) members?.add(change.member)
      else members?.delete(change.member)
      return
    }
    const person = this.people.get(change.who)
    if (change.what === 'add') {
      if (!person) this.people.set(change.who, newPerson(change.who))
      return
    }
    if (!person) return
    if (change.what === 'remove') this.people.delete(change.who)
    if (change.what === 'rename') person.name = change.to
    if (change.what === 'mail') person.mail = change.to
    if (change.what === 'enable') person.enabled = change.to
  }

  show(world: SyncWorld, tag: string, reversed: boolean): void {
    const { directory } = world.source
    const users = [...this.people].map(([who, person]) =>
      sourceUser(`${tag}p${who}`, {
        displayName: person.name,
        mail: person.mail === null ? null : `${person.mail}.${tag}@contoso.example`,
        userPrincipalName: `${tag}p${who}@contoso.example`,
        accountEnabled: person.enabled,
      }),
    )
    directory.users = reversed ? users.toReversed() : users
    directory.members = Object.fromEntries(
      [...this.members].map(([group, members]) => [
        `${tag}${group}`,
        [...members]
          .filter((id) => !id.startsWith('p') || this.people.has(Number(id[1])))
          .map((id) => tag + id),
      ]),
    )
  }
}

let worlds = 0

async function openWorld(
  db: Parameters<typeof openSyncWorld>[0],
): Promise<{ world: SyncWorld; tag: string }> {
  worlds += 1
  const tag = `w${worlds}x`
  const world = await openSyncWorld(db, {
    groups: GROUPS.map((group) => sourceGroup(tag + group, { displayName: `${tag} ${group}` })),
    pageSize: 2,
    settings: {
      includeNested: true,
      leaverPolicy: 'deactivate',
      guard: { maxPeople: 100, maxPercent: 100 },
    },
  })
  const mappings = ['g0', 'g1'].map((group) => ({ groupId: tag + group, mode: 'create' as const }))
  await setMappings({ ctx: world.ctx, input: { id: world.connection, mappings } })
  return { world, tag }
}

/** What everyone is, in words that two worlds share. */
async function describeEveryone({ world, tag }: { world: SyncWorld; tag: string }) {
  const rows = await world.ctx.db.client.entraIdentity.findMany({
    where: { connectionId: world.connection },
    include: { conflict: true, user: { include: { memberships: { include: { realm: true } } } } },
  })
  return rows
    .map(({ objectId, leftAt, user, conflict }) => ({
      id: objectId.replace(tag, ''),
      gone: leftAt !== null,
      name: user?.name ?? null,
      email: user?.email?.replace(tag, '') ?? null,
      status: user?.status ?? null,
      left: user ? user.leftAt !== null : null,
      conflict: conflict?.status === 'open',
      realms: user?.memberships.map((one) => one.realm.slug.replace(tag, '')).toSorted() ?? [],
    }))
    .toSorted((a, b) => a.id.localeCompare(b.id))
}

async function expectOneUserEach({ world }: { world: SyncWorld }): Promise<void> {
  const rows = await world.ctx.db.client.entraIdentity.findMany({
    where: { connectionId: world.connection, userId: { not: null } },
    select: { userId: true },
  })
  expect(new Set(rows.map((row) => row.userId)).size).toBe(rows.length)
}

describeEachEngine('whatever happens in a directory', (open) => {
  test('a delta, a complete reading and one in another order end alike, and leave nothing to do', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(mutation, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 5 }),
        async (rounds) => {
          const model = new Model()
          const whole = await openWorld(open())
          const reversed = await openWorld(open())
          const delta = await openWorld(open())
          for (const round of rounds) {
            for (const change of round) model.apply(change)
            for (const { world, tag } of [whole, reversed, delta])
              model.show(world, tag, world === reversed.world)
            expect((await whole.world.sync()).status).toMatch(/succeeded/)
            await reversed.world.sync()
            await delta.world.sync({ mode: 'delta' })
            const expected = await describeEveryone(whole)
            expect(await describeEveryone(reversed)).toEqual(expected)
            expect(await describeEveryone(delta)).toEqual(expected)
            for (const one of [whole, reversed, delta]) await expectOneUserEach(one)
          }
          for (const { world } of [whole, delta]) expect((await world.sync()).changeCount).toBe(0)
        },
      ),
      { numRuns: 10, seed: 20_261_122 },
    )
  }, 240_000)
})
