import { describeEachEngine } from '@rollcall/db/testing'
import { MOST_FOUND_COUNTED, MOST_USERS_COUNTED, userId } from '@rollcall/vocabulary'
import { beforeAll, expect, test } from 'vitest'
import { createTestContext, makeUser } from '../testing/index.ts'
import { countUsers } from './count-users.ts'
import { listUsers } from './list-users.ts'

describeEachEngine('listing more people than are counted', (open) => {
  beforeAll(async () => {
    const db = open()
    await db.client.$executeRaw`
      insert into users (id, name, email)
      select ('0197aaaa-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Person ' || lpad(n::text, 5, '0'),
        'person' || n || '@contoso.example'
      from generate_series(1, ${MOST_USERS_COUNTED}::int) as n`
    const registeredAt = new Date('2026-11-01T00:00:00Z')
    await makeUser(db, { name: 'Zoe Registered', registeredAt })
    await makeUser(db, { name: 'Zoe Disabled', registeredAt, status: 'disabled', disabledBy: 'person' })
  })

  const list = (input: Parameters<typeof listUsers>[0]['input']) =>
    listUsers({ ctx: createTestContext(open()), input })

  test('as many as are counted are told exactly, one more only as the least', async () => {
    const unclaimed = { claimed: false, status: 'active', limit: 1 } as const
    expect(await list(unclaimed)).toMatchObject({ total: MOST_USERS_COUNTED, totalIsLeast: false })
    expect(await list({ limit: 1 })).toMatchObject({ total: MOST_USERS_COUNTED, totalIsLeast: true })

    const extra = await makeUser(open(), { name: 'Person One More' })
    expect(await list(unclaimed)).toMatchObject({ total: MOST_USERS_COUNTED, totalIsLeast: true })
    expect(await countUsers({ ctx: createTestContext(open()), input: {} })).toEqual({
      registered: 1,
      unclaimed: MOST_USERS_COUNTED,
      disabled: 1,
      isLeast: { registered: false, unclaimed: true, disabled: false },
    })
    await open().client.user.delete({ where: { id: extra } })
  })

  test('a search that most people match still ends with its last page', async () => {
    await makeUser(open(), { name: 'Person Also' })
    const key = 'person 09998'
    const id = userId.parse('0197aaaa-0000-7000-8000-000000009998')
    const cursor = Buffer.from(JSON.stringify({ sort: 'name', key, id })).toString('base64url')
    const page = await list({ search: 'person', sort: 'name', limit: 2, cursor })
    expect(page).toMatchObject({ total: MOST_FOUND_COUNTED, totalIsLeast: true })
    expect(await countUsers({ ctx: createTestContext(open()), input: { search: 'person' } })).toMatchObject({
      unclaimed: MOST_FOUND_COUNTED,
      isLeast: { unclaimed: true },
    })
    expect(page.items.map((user) => user.name)).toEqual(['Person 09999', 'Person 10000'])
    const rest = await list({ search: 'person', sort: 'name', limit: 2, cursor: page.nextCursor ?? '' })
    expect(rest.items.map((user) => user.name)).toEqual(['Person Also'])
    expect(rest.nextCursor).toBeNull()
  })

  test('a search begins with those whose name begins with it, unless another order is asked for', async () => {
    const ann = await makeUser(open(), { name: 'Ann Person' })
    const first = async (input: object) =>
      (await list({ search: ' pers ', limit: 1, ...input })).items[0]?.name
    expect([await first({}), await first({ sort: 'name' })]).toEqual(['Person 00001', 'Ann Person'])

    const met: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ search: 'person 0000', limit: 4, cursor })
      met.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(met).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `Person 0000${n}`).concat('Person 10000'))
    await open().client.user.delete({ where: { id: ann } })
  })
})
