import type { Sql } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { parseFilter, type ResourceType } from '@rollcall/scim'
import { filters } from '@rollcall/scim/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callAs, makePushedPeople, makeScimConnection, testRules } from '../testing/push-rows.ts'
import { createTestContext } from '../testing/test-context.ts'
import { createScimGroup } from './create-scim-group.ts'
import { findScimResource } from './find-scim-resource.ts'
import { listScimResources } from './list-scim-resources.ts'

/** What clients ask again and again, to find the one resource they mean. */
const LOOKUPS: readonly (readonly [ResourceType, string])[] = [
  ['User', 'userName eq "U7@contoso.example"'],
  ['User', 'externalId eq "x7"'],
  ['User', 'emails[type eq "work"].value eq "Mail7@contoso.example"'],
  ['User', 'emails.value eq "mail7@contoso.example"'],
  ['User', 'emails eq "mail7@contoso.example"'],
  ['User', 'displayName eq "PERSON 7"'],
  ['User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "n7"'],
  ['User', 'userName eq "u7@contoso.example" and active eq "True"'],
  ['User', 'externalId eq "x7" or userName eq "u7@contoso.example"'],
  ['Group', 'displayName eq "group 7"'],
  ['Group', 'externalId eq "g7"'],
  ['Group', 'members eq "MEMBER"'],
  ['Group', 'members.value eq "MEMBER" and displayName sw "g"'],
]

/** Those that know a value, and not only whose connection a row is. */
const INDEXES =
  /using scim_\w+_name_key_key|external_id_idx|scim_users_match_keys_idx|using entra_group_members_connection_id_member_object_id_idx/

describeEachEngine('lists of resources', (open) => {
  async function openWorld(people: number, groups = 0) {
    const ctx = createTestContext(open())
    const rules = testRules(await makeScimConnection(open()))
    const made = await makePushedPeople(
      open(),
      rules.connectionId,
      Array.from({ length: people }, (_, index) => ({
        userName: `u${index}@contoso.example`,
        externalId: `x${index}`,
        displayName: `Person ${index}`,
        emails: [{ type: 'work', value: `mail${index}@contoso.example` }],
        employeeNumber: `n${index}`,
      })),
    )
    const groupIds: string[] = []
    for (let index = 0; index < groups; index += 1) {
      const document = { displayName: `Group ${index}`, externalId: `g${index}` }
      const memberIds = index === 7 ? made.slice(0, 2).map((one) => one.id) : []
      groupIds.push((await createScimGroup(callAs(ctx, rules, { document, memberIds }))).resourceId)
    }
    return { ctx, rules, made, groupIds }
  }

  test('come in pages, in the order of creation, with how many there are in all', async () => {
    const { ctx, rules, made } = await openWorld(12)
    const list = (startIndex: number, count: number, filter: string | null = null) =>
      listScimResources(
        callAs(ctx, rules, {
          type: 'User',
          filter: filter === null ? null : parseFilter(filter, 'User'),
          paging: { startIndex, count },
          related: false,
        }),
      )
    const ids = made.map((one) => one.id)
    for (const filter of [null, 'userName ew "example"', 'not (userName eq "nobody")']) {
      const pages = [await list(1, 5, filter), await list(6, 5, filter), await list(11, 5, filter)]
      expect(pages.map((page) => page.total)).toEqual([12, 12, 12])
      expect(pages.flatMap((page) => page.resources.map((one) => one.id))).toEqual(ids)
      expect(await list(1, 0, filter)).toEqual({ total: 12, resources: [] })
      expect(await list(13, 5, filter)).toEqual({ total: 12, resources: [] })
    }
    expect(await list(1, 5, 'userName eq "nobody"')).toEqual({ total: 0, resources: [] })
    for (const filter of ['userName eq "U3@CONTOSO.example"', `id eq "${ids[3]}"`]) {
      expect((await list(1, 5, filter)).resources.map((one) => one.id)).toEqual([ids[3]])
      expect(await list(2, 5, filter)).toEqual({ total: 1, resources: [] })
      expect(await list(1, 0, filter)).toEqual({ total: 1, resources: [] })
    }
  })

  test('hold members and groups where asked for, and what is stored where not', async () => {
    const { ctx, rules, made, groupIds } = await openWorld(3, 8)
    const list = (type: ResourceType, related: boolean) =>
      listScimResources(
        callAs(ctx, rules, { type, filter: null, paging: { startIndex: 1, count: 50 }, related }),
      )
    const groups = await list('Group', true)
    expect(groups.resources.map((one) => one.document['members'])).toEqual([
      ...Array.from({ length: 7 }, () => undefined),
      made.slice(0, 2).map(({ id }, index) => ({ value: id, display: `Person ${index}`, type: 'User' })),
    ])
    expect((await list('Group', false)).resources.every((one) => !('members' in one.document))).toBe(true)
    const users = await list('User', true)
    const mine = [{ value: groupIds[7], display: 'Group 7', type: 'direct' }]
    expect(users.resources.map((one) => one.document['groups'])).toEqual([mine, mine, undefined])
    expect((await list('User', false)).resources.every((one) => !('groups' in one.document))).toBe(true)
  })

  test('find one resource by its id, and none by what is no id', async () => {
    const { ctx, rules, made } = await openWorld(1)
    const other = testRules(await makeScimConnection(open()))
    const find = (id: string, type: ResourceType, by = rules) =>
      findScimResource(callAs(ctx, by, { type, id, related: true }))
    const id = made[0]?.id ?? ''
    expect(await find(id, 'User')).toMatchObject({
      id,
      version: 1,
      document: { userName: 'u0@contoso.example' },
    })
    expect(await find(id, 'User', other)).toBeNull()
    expect(await find(id, 'Group')).toBeNull()
    for (const wrong of ['', 'x', id.toUpperCase(), `${id}0`, "'; drop table users; --"])
      expect(await find(wrong, 'User')).toBeNull()
  })

  test('are looked up through an index, not by reading them all', async () => {
    const { ctx, rules, made, groupIds } = await openWorld(2_000, 40)
    for (let index = 0; index < 2_000; index += 500)
      await open().client.scimGroup.createMany({
        data: Array.from({ length: 500 }, (_, at) => ({
          id: ctx.newId(),
          connectionId: rules.connectionId,
          displayNameKey: `filler ${index + at}`,
          document: { displayName: `Filler ${index + at}` },
        })),
      })
    await open().client.entraGroupMember.createMany({
      data: made.slice(10).flatMap(({ id }) =>
        groupIds.slice(0, 3).map((groupObjectId) => ({
          connectionId: rules.connectionId,
          groupObjectId,
          memberObjectId: id,
          memberKind: 'user',
        })),
      ),
    })
    await open().client.$executeRaw`analyze scim_users, scim_groups, entra_group_members`
    for (const [type, text] of LOOKUPS) {
      const filter = parseFilter(text.replace('MEMBER', made[0]?.id ?? ''), type)
      const plans: string[] = []
      const explain: Sql = async (statement, values) => {
        const rows = await open().sql<{ 'QUERY PLAN': string }>(
          { name: null, text: `explain ${statement.text}` },
          values,
        )
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
        return open().sql(statement, values)
      }
      const spied = { ...ctx, db: { ...ctx.db, sql: explain } }
      const input = { type, filter, paging: { startIndex: 1, count: 20 }, related: false }
      expect(await listScimResources(callAs(spied, rules, input)), text).toMatchObject({ total: 1 })
      expect(plans.join('\n'), text).toMatch(INDEXES)
      expect(plans.join('\n'), text).not.toMatch(/Seq Scan on (scim_|entra_)/)
    }
  })

  test('have one text for each name, whatever is looked for', async () => {
    const texts = new Map<string, string>()
    const collect: Sql = ({ name, text }) => {
      if (name !== null && texts.has(name)) expect(text).toBe(texts.get(name))
      if (name !== null) texts.set(name, text)
      return Promise.resolve([])
    }
    const ctx = createTestContext({ ...open(), sql: collect })
    const rules = testRules('00000000-0000-7000-8000-000000000001')
    const list = (type: ResourceType, filter: ReturnType<typeof parseFilter> | null) =>
      listScimResources(
        callAs(ctx, rules, { type, filter, paging: { startIndex: 1, count: 1 }, related: false }),
      )
    for (const value of ['a', 'work', 'i\u0307', '\u0130', 'ς', rules.connectionId, ''])
      for (const [type, text] of LOOKUPS)
        if (!/ (and|or) /.test(text))
          await list(
            type,
            parseFilter(
              text.replace(/"[^"]*"$/, () => JSON.stringify(value)),
              type,
            ),
          )
    for (const type of ['User', 'Group'] as const)
      await fc.assert(
        fc.asyncProperty(filters(type), (filter) => list(type, filter).then(() => undefined)),
        { numRuns: 300 },
      )
    expect(texts.size).toBeGreaterThan(7)
  })
})
