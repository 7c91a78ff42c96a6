import type { Sql, Statement } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import type { PatchOperation } from '@rollcall/scim'
import { expect, test } from 'vitest'
import { makeMapping, makeRealm } from '../testing/make-rows.ts'
import { callAs, makePushedPeople, makeScimConnection, testRules } from '../testing/push-rows.ts'
import { createTestContext } from '../testing/test-context.ts'
import { createScimGroup } from './create-scim-group.ts'
import { patchScimGroup } from './patch-scim-group.ts'

const LARGE = 5_000
/** The first answer about a group with a realm, which is looked at then. */
const MAPPED = { place: 0, found: true, known: true, mapped: true, too_many: true, written: false, id: null }

describeEachEngine('a change of members', (open) => {
  async function openWorld() {
    const ctx = createTestContext(open())
    const rules = testRules(await makeScimConnection(open()))
    const people = Array.from({ length: LARGE + 4 }, (_, index) => ({ userName: `u${index}` }))
    const made = await makePushedPeople(open(), rules.connectionId, people)
    const ids = made.map((one) => one.id)
    const group = async (size: number, mapped: boolean) => {
      const document = { displayName: `Of ${size} ${mapped}` }
      const { resourceId } = await createScimGroup(callAs(ctx, rules, { document, memberIds: [] }))
      const realmId = mapped ? await makeRealm(open(), `Of ${size}`) : null
      if (realmId)
        await makeMapping(open(), {
          connectionId: rules.connectionId,
          groupObjectId: resourceId,
          realmId,
        })
      const value = ids.slice(0, size).map((one) => ({ value: one }))
      const operations: PatchOperation[] = [{ op: 'add', path: 'members', value }]
      await patchScimGroup(callAs(ctx, rules, { id: resourceId, operations, ifMatch: null }))
      return { id: resourceId, mapped }
    }
    const groups = [
      { small: await group(10, false), large: await group(LARGE, false) },
      { small: await group(10, true), large: await group(LARGE, true) },
    ]
    await open().client
      .$executeRaw`analyze entra_group_members, entra_identities, realm_memberships, scim_users, users`
    return { ctx, rules, ids, groups }
  }

  type Group = World['groups'][number]['small']
  type World = Awaited<ReturnType<typeof openWorld>>

  /** How many statements a patch takes, and how many rows they look at or write. */
  async function measure(
    { ctx, rules }: World,
    { id, mapped }: Group,
    operations: readonly PatchOperation[],
  ) {
    const rows: number[] = []
    const explain: Sql = async <Row>({ text }: Statement, values: readonly unknown[]) => {
      const plans = await open().sql<{ 'QUERY PLAN': unknown }>(
        { name: null, text: `explain (analyze, timing off, format json) ${text}` },
        values,
      )
      rows.push(countRows(plans[0]?.['QUERY PLAN']))
      // A plan is all that comes back, so what a statement says of a mapped group is said here.
      return (mapped && rows.length === 1 ? [MAPPED] : []) as Row[]
    }
    const call = callAs({ ...ctx, db: { ...ctx.db, sql: explain } }, rules, { id, operations, ifMatch: null })
    await expect(patchScimGroup(call)).rejects.toThrow(/statement answers (?:one row|each of its items)/)
    return { statements: rows.length, rows: rows.reduce((sum, count) => sum + count, 0) }
  }

  test('costs the same in a group of ten and in a large one, with a realm or without', async () => {
    const world = await openWorld()
    const add = (...from: number[]): PatchOperation => ({
      op: 'add',
      path: 'members',
      value: from.map((index) => ({ value: world.ids[LARGE + index] })),
    })
    const remove = (index: number): PatchOperation => ({
      op: 'remove',
      path: `members[value eq "${world.ids[index]}"]`,
      value: undefined,
    })
    const changes = [[add(0)], [remove(3)], [add(1, 2), remove(4)], [add(3), remove(LARGE + 2)]]
    for (const { small, large } of world.groups) {
      for (const operations of changes) {
        const [few, many] = [await measure(world, small, operations), await measure(world, large, operations)]
        expect(few.statements).toBe(small.mapped ? 2 : 1)
        expect(many.statements).toBe(few.statements)
        expect(few.rows).toBeGreaterThan(3)
        // The same rows pass through more or fewer steps, as the planner likes; a look at the group would be thousands.
        expect(Math.abs(many.rows - few.rows)).toBeLessThan(20)
      }
      const where = (groupObjectId: string) => ({ connectionId: world.rules.connectionId, groupObjectId })
      expect(await open().client.entraGroupMember.count({ where: where(small.id) })).toBe(11)
      expect(await open().client.entraGroupMember.count({ where: where(large.id) })).toBe(LARGE + 1)
    }
  }, 120_000)
})

/** Rows that came out of the nodes of a plan or were thrown away by them. */
function countRows(plan: unknown): number {
  if (Array.isArray(plan)) return plan.reduce((sum: number, one: unknown) => sum + countRows(one), 0)
  if (typeof plan !== 'object' || plan === null) return 0
  const facts = new Map<string, unknown>(Object.entries(plan))
  const number = (name: string) => Number(facts.get(name) ?? 0)
  const removed = number('Rows Removed by Filter') + number('Rows Removed by Index Recheck')
  const own = (number('Actual Rows') + removed) * number('Actual Loops')
  return own + countRows(facts.get('Plan')) + countRows(facts.get('Plans'))
}
