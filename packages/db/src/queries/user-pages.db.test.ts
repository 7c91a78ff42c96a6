import { beforeAll, expect, test } from 'vitest'
import type { UserFilter } from './user-conditions.ts'
import type { UserOrder, UserPosition } from './user-order.ts'
import { pageUsers, type UserPage } from './user-pages.ts'
import { describeEachEngine } from '../testing/index.ts'

interface Person {
  id: string
  name: string
  role: string
  status: string
  registered: boolean
  left: boolean
  /** Nobody's but of those who work for Zoe. */
  team: string | null
}

type PlainOrder = UserOrder & { by: Exclude<UserOrder['by'], 'match'> }

const ORDERS = {
  name: 'name_key, id',
  email: 'email_key nulls last, id',
  createdAt: 'created_at, id',
  updatedAt: 'updated_at, id',
} as const satisfies Record<PlainOrder['by'], string>

const DESCENDING = {
  name: 'name_key desc, id desc',
  email: 'email_key desc nulls last, id desc',
  createdAt: 'created_at desc, id desc',
  updatedAt: 'updated_at desc, id desc',
} as const satisfies Record<PlainOrder['by'], string>

function isZoe({ name, team }: Person): boolean {
  return name.startsWith('Zoe') || team !== null
}

const FILTERS: readonly [UserFilter, (person: Person) => boolean][] = [
  [{}, () => true],
  [{ registered: true, status: 'active' }, (one) => one.registered && one.status === 'active'],
  [{ registered: false, status: 'active' }, (one) => !one.registered && one.status === 'active'],
  [{ status: 'active' }, (one) => one.status === 'active'],
  [{ status: 'disabled' }, (one) => one.status === 'disabled'],
  [{ status: 'disabled', registered: true }, (one) => one.status === 'disabled' && one.registered],
  [{ registered: true }, (one) => one.registered],
  [{ registered: false }, (one) => !one.registered],
  [{ role: 'admin' }, (one) => one.role === 'admin'],
  [{ role: 'member', left: false }, (one) => one.role === 'member' && !one.left],
  [{ left: true, registered: false }, (one) => one.left && !one.registered],
  [{ search: 'zoe' }, (one) => isZoe(one)],
  [{ search: 'zo', registered: false }, (one) => isZoe(one) && !one.registered],
  [
    { search: ' ZO ', role: 'admin', status: 'active' },
    (one) => isZoe(one) && one.role === 'admin' && one.status === 'active',
  ],
  [{ search: 'Zoë 3' }, (one) => isZoe(one) && one.name.endsWith('3')],
  [{ search: 'nobody' }, () => false],
]

describeEachEngine('pages of people', (open) => {
  beforeAll(async () => {
    await open().client.$executeRaw`
      insert into users (id, name, email, department, role, status, registered_at, left_at, created_at, updated_at)
      select ('0197aaaa-0000-7000-8000-' || lpad((n * 7919 % 1000)::text, 12, '0'))::uuid,
        (array['Ada', 'Zoe', 'Mateo'])[1 + n % 3] || ' ' || n % 5,
        case when n % 4 > 0 then 'mail' || n % 9 || '@contoso.example' end,
        case when n % 7 < 3 then 'Team of Zoe' end,
        (array['member', 'member', 'admin', 'owner'])[1 + n % 4],
        case when n % 6 = 0 then 'disabled' else 'active' end,
        case when n % 5 < 2 then timestamptz '2026-11-01' end,
        case when n % 7 = 0 then timestamptz '2026-11-02' end,
        timestamptz '2026-11-01' + n % 8 * interval '1 microsecond',
        timestamptz '2026-11-01' + n % 11 * interval '1 hour'
      from generate_series(1, 60) as n`
  })

  async function readEveryone({ by, descending }: PlainOrder): Promise<Person[]> {
    return open().client.$queryRawUnsafe<Person[]>(`
      select id::text, name, role, status, registered_at is not null as registered, left_at is not null as left,
        department as team
      from users order by ${descending ? DESCENDING[by] : ORDERS[by]}`)
  }

  async function readPages(query: {
    filter: UserFilter
    order: UserOrder
    limit: number
    walk: number
    most: number
  }): Promise<{ ids: string[]; counted: number[] }> {
    const met: UserPosition[] = []
    const counted: number[] = []
    let page: UserPage
    do {
      page = await pageUsers(open().client, { ...query, after: met.at(-1) ?? null })
      met.push(...page.rows)
      counted.push(page.counted)
    } while (page.rows.length === query.limit)
    return { ids: met.map((row) => row.id), counted }
  }

  async function expectPages(order: UserOrder, filter: UserFilter, expected: readonly string[]) {
    for (const [most, walk] of [
      [1000, 1],
      [3, 2],
      [3, 20],
      [15, 2],
      [15, 100],
    ] as const) {
      const { ids, counted } = await readPages({ filter, order, limit: 13, walk, most })
      expect(ids, JSON.stringify({ filter, most, walk })).toEqual(expected)
      expect([...new Set(counted)]).toEqual([Math.min(expected.length, most + 1)])
    }
  }

  const orders = Object.keys(ORDERS).flatMap((by) =>
    [false, true].map((descending) => ({ by, descending }) as PlainOrder),
  )

  test.each(orders)(
    'by $by, descending $descending, hold the same people however they are found',
    async (order) => {
      const everyone = await readEveryone(order)
      expect(everyone).toHaveLength(60)
      for (const [filter, holds] of FILTERS) {
        const expected = everyone.filter((person) => holds(person)).map((person) => person.id)
        await expectPages(order, filter, expected)
      }
    },
  )

  test('begin with those whose name begins with the search, when the best matches are to come first', async () => {
    const everyone = await readEveryone({ by: 'name', descending: false })
    for (const [filter, holds] of FILTERS) {
      const phrase = (filter.search ?? '').trim().toLowerCase().replace('ë', 'e')
      const begins = (person: Person) => person.name.toLowerCase().startsWith(phrase)
      const held = everyone.filter((person) => holds(person))
      const expected = [...held.filter(begins), ...held.filter((person) => !begins(person))]
      await expectPages(
        { by: 'match', descending: false },
        filter,
        expected.map(({ id }) => id),
      )
    }
  })
})
