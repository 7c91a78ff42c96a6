import { describeEachEngine } from '@rollcall/db/testing'
import { userSort } from '@rollcall/vocabulary'
import { beforeAll, expect, test } from 'vitest'
import {
  createTestContext,
  makeConnection,
  makeIdentity,
  makeMembership,
  makeRealm,
  makeUser,
} from '../testing/index.ts'
import { countUsers } from './count-users.ts'
import { listUsers } from './list-users.ts'

type Listing = Parameters<typeof listUsers>[0]['input']

describeEachEngine('listing people', (open) => {
  const ids: Record<string, string> = {}
  let realm = ''
  let connection = ''

  beforeAll(async () => {
    const db = open()
    const at = new Date('2026-11-01T00:00:00Z')
    const people = [
      { name: 'Ana 100% Sure', email: 'ana@contoso.example', registeredAt: at },
      { name: 'Bob_Underscore', email: 'bob@contoso.example', department: 'Research' },
      { name: 'O\'Neil "Quote" \\ Slash', email: null },
      { name: 'Zoë 🦩 Flamingo', email: 'zoe@fabrikam.example', role: 'admin', registeredAt: at },
      { name: 'Carl Disabled', email: 'carl@contoso.example', status: 'disabled', disabledBy: 'person' },
      { name: 'Carl Gone', email: null, leftAt: at },
    ]
    for (const person of people) ids[person.name.slice(0, 4)] = await makeUser(db, person)
    realm = await makeRealm(db, 'Engineering')
    connection = await makeConnection(db)
    await makeMembership(db, { realmId: realm, userId: ids['Bob_'] ?? '' })
    await makeIdentity(db, { connectionId: connection, userId: ids['Bob_'] ?? '', objectId: 'entra-bob' })
  })

  const names = async (input: Listing) =>
    (await listUsers({ ctx: createTestContext(open()), input })).items.map((user) => user.name.slice(0, 4))

  const count = (input: Parameters<typeof countUsers>[0]['input']) =>
    countUsers({ ctx: createTestContext(open()), input })

  test.each([
    ['100%', ['Ana ']],
    ['%', ['Ana ']],
    ['_', ['Bob_']],
    ['bob RESEARCH', ['Bob_']],
    ['"quote"', ["O'Ne"]],
    ["o'neil", ["O'Ne"]],
    ['\\', ["O'Ne"]],
    ['🦩', ['Zoë ']],
    ['flamingo fabrikam', ['Zoë ']],
    ['carl', ['Carl', 'Carl']],
    ['carl contoso gone', []],
    ['ca', ['Carl', 'Carl']],
    ['re bob', ['Bob_']],
    ['ob', []],
    ['z', ['Zoë ']],
    ['\0', 6],
    ['   ', 6],
  ])('searching %j finds %j', async (search, found) => {
    const listed = await names({ search })
    if (typeof found === 'number') expect(listed).toHaveLength(found)
    else expect(listed).toEqual(found)
  })

  test('filters by claim, status, role, realm, connection and leaving', async () => {
    expect(await names({ claimed: 'true' })).toEqual(['Ana ', 'Zoë '])
    expect(await names({ claimed: false, status: 'active' })).toEqual(['Bob_', 'Carl', "O'Ne"])
    expect(await names({ status: 'disabled' })).toEqual(['Carl'])
    expect(await names({ role: 'admin' })).toEqual(['Zoë '])
    expect(await names({ realm })).toEqual(['Bob_'])
    expect(await names({ realm: 'no-such-realm' })).toEqual([])
    expect(await names({ connectionId: connection })).toEqual(['Bob_'])
    expect(await names({ left: true })).toEqual(['Carl'])
  })

  test('a realm is found by its slug too, and each person brings realms and directory id', async () => {
    const ctx = createTestContext(open())
    const stored = await ctx.db.client.realm.findUniqueOrThrow({
      where: { id: realm },
      select: { slug: true },
    })
    const listing = await listUsers({ ctx, input: { realm: stored.slug } })
    expect(listing.total).toBe(1)
    expect(listing.items[0]).toMatchObject({
      entraId: 'entra-bob',
      realms: [{ id: realm, name: 'Engineering' }],
    })
  })

  test.each(userSort.options)(
    'paging in the order %s meets everyone once, whatever the page size',
    async (sort) => {
      const ctx = createTestContext(open())
      const whole = await names({ sort })
      expect(whole).toHaveLength(6)
      for (const limit of [1, 4, 6]) {
        const met: string[] = []
        let cursor: string | undefined
        do {
          const page = await listUsers({ ctx, input: { sort, limit, cursor } })
          expect(page.total).toBe(6)
          met.push(...page.items.map((user) => user.name.slice(0, 4)))
          cursor = page.nextCursor ?? undefined
        } while (cursor !== undefined)
        expect(met).toEqual(whole)
      }
    },
  )

  test('people without an email come last in both directions', async () => {
    const withoutEmail = new Set(["O'Ne", 'Carl'])
    for (const sort of ['email', '-email'] as const) {
      const last = (await listUsers({ ctx: createTestContext(open()), input: { sort } })).items.slice(-2)
      expect(last.map((user) => user.email)).toEqual([null, null])
      expect(last.every((user) => withoutEmail.has(user.name.slice(0, 4)))).toBe(true)
    }
  })

  test('a cursor of another order is refused', async () => {
    const ctx = createTestContext(open())
    const { nextCursor } = await listUsers({ ctx, input: { sort: 'name', limit: 1 } })
    const wrong = listUsers({ ctx, input: { sort: 'email', cursor: nextCursor ?? '' } })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('someone who comes between two pages neither repeats nor hides others', async () => {
    const ctx = createTestContext(open())
    const whole = await names({ sort: 'name' })
    const first = await listUsers({ ctx, input: { limit: 2 } })
    const early = await makeUser(open(), { name: 'Aaron Early' })
    const rest = await listUsers({ ctx, input: { cursor: first.nextCursor ?? '' } })
    const met = [...first.items, ...rest.items].map((user) => user.name.slice(0, 4))
    expect(met).toEqual(whole)
    await open().client.user.delete({ where: { id: early } })
  })

  test('counts every tab under the same search, whichever tab is open', async () => {
    const isLeast = { registered: false, unclaimed: false, disabled: false }
    expect(await count({})).toEqual({ registered: 2, unclaimed: 3, disabled: 1, isLeast })
    expect(await count({ search: 'carl', status: 'disabled' })).toEqual({
      registered: 0,
      unclaimed: 1,
      disabled: 1,
      isLeast,
    })
    expect(await count({ realm: 'no-such-realm' })).toEqual({
      registered: 0,
      unclaimed: 0,
      disabled: 0,
      isLeast,
    })
  })
})
