import { beforeAll, describe, expect, test } from 'vitest'
import { describeEachEngine } from '../testing/index.ts'
import type { ChangeFilter } from './change-conditions.ts'
import { findAllChanges, searchChanges } from './change-search.ts'

const RUN = '0197aaaa-0000-7000-8000-0000000000ff'
const CONNECTION = '0197aaaa-0000-7000-8000-0000000000fe'
const APPLIED_THROUGH = 40

interface Change {
  seq: number
  name: string
  kind: string
  outcome: string
}

const FILTERS: readonly [Omit<ChangeFilter, 'runId' | 'appliedThrough'>, (change: Change) => boolean][] = [
  [{}, () => true],
  [{ kind: 'update' }, ({ kind }) => kind === 'update'],
  [{ outcome: 'applied' }, ({ seq, outcome }) => outcome === 'pending' && seq <= APPLIED_THROUGH],
  [{ kind: 'create', outcome: 'failed' }, ({ kind, outcome }) => kind === 'create' && outcome === 'failed'],
]

const SEARCHES = ['zoe', 'ZO 3', 'ada', 'realm', 'e', 'ada@contoso', 'ada@fabrikam', 'nobody'] as const

describeEachEngine('searching the changes of a run', (open) => {
  beforeAll(async () => {
    const { client } = open()
    await client.$executeRaw`insert into connections (id, display_name) values (${CONNECTION}::uuid, 'Contoso')`
    await client.$executeRaw`
      insert into sync_runs (id, connection_id, mode, trigger, actor, scope)
      values (${RUN}::uuid, ${CONNECTION}::uuid, 'full', 'manual', '{}', '{}')`
    await client.$executeRaw`
      insert into entra_identities
        (id, connection_id, object_id, display_name, mail, account_enabled, user_type, content_hash)
      select ('0197aaaa-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, ${CONNECTION}::uuid, n::text,
        (array['Ada', 'Zoe', 'Mateo'])[1 + n % 3] || ' ' || n % 5,
        (array['ada', 'zoe', 'mateo'])[1 + n % 3] || '@contoso.example', true, 'member', '\\x00'
      from generate_series(1, 60) as n`
    // Every tenth change is about a realm, and people at the end of the alphabet come twice.
    await client.$executeRaw`
      insert into sync_changes (run_id, seq, kind, identity_id, name, reason, outcome)
      select ${RUN}::uuid, row_number() over (order by turn, n * 7 % 61),
        case when n % 10 = 0 then 'create_realm' when turn = 2 then 'update' else 'create' end,
        case when n % 10 <> 0 then ('0197aaaa-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid end,
        case when n % 10 = 0 then 'Realm ' || n else 'Somebody' end, 'New.',
        case when n % 4 = 0 then 'failed' else 'pending' end
      from generate_series(1, 60) as n cross join generate_series(1, 2) as turn where turn = 1 or n % 3 = 1`
  })

  /** As the screen shows them, so that what is searched for is what is compared. */
  async function readEveryChange(): Promise<(Change & { text: string })[]> {
    return open().client.$queryRaw<(Change & { text: string })[]>`
      select c.seq, c.name, c.kind, c.outcome, lower(coalesce(i.display_name || ' ' || i.mail, c.name)) as text
      from sync_changes c left join entra_identities i on i.id = c.identity_id
      where c.run_id = ${RUN}::uuid order by c.seq`
  }

  function holds(text: string, search: string): boolean {
    return search
      .toLowerCase()
      .split(' ')
      .every((word) => (word.length > 2 ? text.includes(word) : new RegExp(`(^|[ .-])${word}`).test(text)))
  }

  async function expectFound(search: string): Promise<void> {
    const everyChange = await readEveryChange()
    expect(everyChange).toHaveLength(80)
    for (const [asked, passes] of FILTERS) {
      const filter = { ...asked, runId: RUN, appliedThrough: APPLIED_THROUGH }
      const expected = everyChange
        .filter((one) => passes(one) && holds(one.text, search))
        .map(({ seq }) => seq)
      expect(await findAllChanges(open().client, { filter, search })).toEqual(expected)
      for (const [most, walk] of [
        [1000, 1],
        [3, 1],
        [3, 12],
        [3, 100],
        [25, 5],
      ] as const) {
        const met: number[] = []
        for (let afterSeq: number | null = null; ; afterSeq = met.at(-1) ?? null) {
          const page = await searchChanges(open().client, { filter, search, afterSeq, limit: 4, most, walk })
          expect(page.counted).toBe(Math.min(expected.length, most + 1))
          met.push(...page.seqs)
          if (page.seqs.length < 4) break
        }
        expect(met, JSON.stringify({ asked, most, walk })).toEqual(expected)
      }
    }
  }

  test.each(SEARCHES)('%s finds the same changes however they are found', expectFound)

  describe('among many who have no change', () => {
    beforeAll(async () => {
      await open().client.$executeRaw`
        insert into entra_identities
          (id, connection_id, object_id, display_name, account_enabled, user_type, content_hash)
        select gen_random_uuid(), ${CONNECTION}::uuid, 'other ' || n, 'Grace ' || n, true, 'member', '\\x00'
        from generate_series(1, 2000) as n`
    })

    test.each([...SEARCHES, 'grace'])('%s finds the same', expectFound)
  })
})
