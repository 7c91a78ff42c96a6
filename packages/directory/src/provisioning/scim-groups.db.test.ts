import { describeEachEngine } from '@rollcall/db/testing'
import type { PatchOperation } from '@rollcall/scim'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { callAs, makePushedPeople, makeScimConnection, testRules } from '../testing/push-rows.ts'
import { createTestContext } from '../testing/test-context.ts'
import { createScimGroup } from './create-scim-group.ts'
import { deleteScimGroup } from './delete-scim-group.ts'
import { findScimResource } from './find-scim-resource.ts'
import { patchScimGroup } from './patch-scim-group.ts'
import type { ScimRules } from './provider-call.ts'
import { replaceScimGroup } from './replace-scim-group.ts'

describeEachEngine('groups that are pushed', (open) => {
  async function openWorld(people = 3, changes: Partial<ScimRules> = {}) {
    const ctx = createTestContext(open())
    const rules = testRules(await makeScimConnection(open(), { sandbox: changes.sandbox ?? false }), changes)
    const made = await makePushedPeople(
      open(),
      rules.connectionId,
      Array.from({ length: people }, (_, index) => ({
        userName: `u${index}@contoso.example`,
        displayName: `Person ${index}`,
      })),
    )
    return { ctx, rules, ids: made.map((one) => one.id) }
  }

  type World = Pick<Awaited<ReturnType<typeof openWorld>>, 'ctx' | 'rules'>

  const create = ({ ctx, rules }: World, displayName: string, memberIds: readonly string[] = [], more = {}) =>
    createScimGroup(callAs(ctx, rules, { document: { displayName, ...more }, memberIds }))
  const patch = (
    { ctx, rules }: World,
    id: string,
    operations: readonly PatchOperation[],
    ifMatch: string | null = null,
  ) => patchScimGroup(callAs(ctx, rules, { id, operations, ifMatch }))
  const read = async ({ ctx, rules }: World, id: string) => {
    const found = await findScimResource(callAs(ctx, rules, { type: 'Group', id, related: true }))
    return found && { ...found, members: toIds(found.document['members']) }
  }
  const eventsOf = async (rules: ScimRules) => {
    const where = { connectionId: rules.connectionId, type: 'scim.group.received' }
    return open().client.event.findMany({ where, orderBy: { id: 'asc' } })
  }

  test('are stored with their members, mirrored, and told in one event', async () => {
    const world = await openWorld()
    const [a, b] = pick(world.ids, 2)
    const made = await create(world, 'Sales', [b, a], { externalId: 'ext-1' })
    expect(made).toMatchObject({
      outcome: 'stored',
      changed: ['externalId', 'displayName', 'members'],
      why: 'A new group of 2 people.',
    })
    const group = await read(world, made.resourceId)
    expect(group?.document).toEqual({
      displayName: 'Sales',
      externalId: 'ext-1',
      members: [
        { value: b, display: 'Person 1', type: 'User' },
        { value: a, display: 'Person 0', type: 'User' },
      ],
    })
    expect(group).toMatchObject({ version: 1, created: world.ctx.now(), lastModified: world.ctx.now() })
    expect(
      await open().client.entraGroup.findFirst({ where: { connectionId: world.rules.connectionId } }),
    ).toMatchObject({
      id: made.resourceId,
      objectId: made.resourceId,
      displayName: 'Sales',
      kind: 'security',
      leftAt: null,
    })
    expect(await eventsOf(world.rules)).toMatchObject([
      {
        type: 'scim.group.received',
        actor: { kind: 'scim', name: 'Contoso' },
        data: { connection: 'Contoso', group: 'Sales', outcome: 'stored', changed: made.changed, added: 2 },
      },
    ])
    const user = await findScimResource(
      callAs(world.ctx, world.rules, { type: 'User', id: a, related: true }),
    )
    expect(user?.document['groups']).toEqual([{ value: made.resourceId, display: 'Sales', type: 'direct' }])
  })

  test('with an unknown member, or a member of another connection, are refused and nothing is stored', async () => {
    const [world, other] = [await openWorld(), await openWorld()]
    const [known] = pick(world.ids, 1)
    for (const stranger of [uuidv7(), 'nobody', ...pick(other.ids, 1), known.toUpperCase()]) {
      await expect(create(world, 'Sales', [known, stranger])).rejects.toMatchObject({
        status: 400,
        scimType: 'invalidValue',
      })
      const { resourceId } = await create(world, `Real ${stranger}`)
      for (const op of ['add', 'replace'] as const)
        await expect(
          patch(world, resourceId, [{ op, path: 'members', value: [{ value: known }, { value: stranger }] }]),
        ).rejects.toMatchObject({ status: 400, scimType: 'invalidValue' })
      expect(await read(world, resourceId)).toMatchObject({ members: [], version: 1 })
    }
    expect(
      await open().client.scimGroup.count({
        where: { displayNameKey: 'sales', connectionId: world.rules.connectionId },
      }),
    ).toBe(0)
    expect(
      await open().client.entraGroup.count({
        where: { displayName: 'Sales', connectionId: world.rules.connectionId },
      }),
    ).toBe(0)
  })

  test('have a name of their own in any case, also against twenty at once', async () => {
    const world = await openWorld(0)
    const made = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => create(world, index % 2 ? 'Straße' : 'STRAßE')),
    )
    expect(made.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of made)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ status: 409, scimType: 'uniqueness' })
    expect(await eventsOf(world.rules)).toHaveLength(1)
    const { resourceId } = await create(world, 'Other')
    const rename: PatchOperation = { op: 'replace', path: 'displayName', value: 'straße' }
    await expect(patch(world, resourceId, [rename])).rejects.toMatchObject({
      status: 409,
      scimType: 'uniqueness',
    })
    expect(await read(world, resourceId)).toMatchObject({ version: 1, document: { displayName: 'Other' } })
    await create(await openWorld(0), 'Straße')
  })

  test('take members in and out, and leave everything alone when nothing changes', async () => {
    const world = await openWorld()
    const [a, b, c] = pick(world.ids, 3)
    const { resourceId: id } = await create(world, 'Sales', [a])
    const other = await create(world, 'Others', world.ids)
    const added = await patch(world, id, [
      { op: 'add', path: 'members', value: [{ value: b }, { value: a }] },
    ])
    expect(added).toMatchObject({ outcome: 'updated', changed: ['members'], resource: { version: 2 } })
    const again = await patch(world, id, [{ op: 'add', path: 'members', value: [{ value: b }] }])
    expect(again).toMatchObject({ outcome: 'unchanged', changed: [], resource: { version: 2 } })
    await patch(world, id, [
      { op: 'remove', path: `members[value eq "${a}"]`, value: undefined },
      { op: 'add', path: 'members', value: c },
    ])
    expect((await read(world, id))?.members).toEqual([b, c])
    const idle = await patch(world, id, [
      { op: 'remove', path: 'members', value: [{ value: a }, { value: uuidv7() }] },
    ])
    expect(idle.outcome).toBe('unchanged')
    const exact = await patch(world, id, [
      { op: 'replace', path: 'members', value: [{ value: a }, { value: c }] },
    ])
    expect(exact.outcome).toBe('updated')
    expect(new Set((await read(world, id))?.members)).toEqual(new Set([a, c]))
    expect((await patch(world, id, [])).outcome).toBe('unchanged')
    expect((await patch(world, id, [{ op: 'remove', path: 'members', value: [] }])).outcome).toBe('unchanged')
    await patch(world, id, [{ op: 'remove', path: 'members', value: undefined }])
    expect((await read(world, id))?.members).toEqual([])
    expect((await patch(world, id, [{ op: 'remove', path: 'members', value: undefined }])).outcome).toBe(
      'unchanged',
    )
    expect(await read(world, other.resourceId)).toMatchObject({ version: 1, members: world.ids })
    expect((await eventsOf(world.rules)).map((event) => event.data)).toMatchObject([
      { outcome: 'stored', added: 1 },
      { outcome: 'stored', added: 3 },
      { outcome: 'updated', changed: ['members'], added: 1 },
      { added: 1, removed: 1 },
      { added: 1, removed: 1 },
      { removed: 2 },
    ])
    expect(await open().client.scimGroup.findUnique({ where: { id } })).toMatchObject({ version: 5 })
  })

  test('follow a new name in the mirror and in their mapping', async () => {
    const world = await openWorld()
    const [a] = pick(world.ids, 1)
    const { resourceId: id } = await create(world, 'Sales')
    await open().client.groupMapping.create({
      data: { connectionId: world.rules.connectionId, groupObjectId: id, groupName: 'Sales', mode: 'none' },
    })
    const done = await patch(world, id, [
      { op: 'add', path: 'members', value: [{ value: a }] },
      { op: 'replace', path: null, value: { displayName: 'Accounts', externalId: 'x' } },
    ])
    expect(done).toMatchObject({
      outcome: 'updated',
      changed: ['externalId', 'displayName', 'members'],
      resource: { version: 2, document: { displayName: 'Accounts', externalId: 'x' } },
    })
    const where = { connectionId: world.rules.connectionId }
    const mirrored = await open().client.entraGroup.findFirstOrThrow({ where })
    expect(mirrored.displayName).toBe('Accounts')
    const twin = await create(world, 'Sales')
    const fresh = await open().client.entraGroup.findUniqueOrThrow({ where: { id: twin.resourceId } })
    expect(Buffer.from(fresh.contentHash)).not.toEqual(Buffer.from(mirrored.contentHash))
    expect(await open().client.groupMapping.findFirst({ where })).toMatchObject({ groupName: 'Accounts' })
    expect((await eventsOf(world.rules))[1]?.data).toMatchObject({
      group: 'Accounts',
      changed: ['externalId', 'displayName', 'members'],
      added: 1,
    })
  })

  test('are replaced with exactly the members that a PUT lists', async () => {
    const world = await openWorld()
    const [a, b, c] = pick(world.ids, 3)
    const { resourceId: id } = await create(world, 'Sales', [a, b], { externalId: 'x' })
    const put = (displayName: string, memberIds: string[], ifMatch: string | null = null) =>
      replaceScimGroup(callAs(world.ctx, world.rules, { id, document: { displayName }, memberIds, ifMatch }))
    expect(await put('Sales', [c, b])).toMatchObject({
      outcome: 'updated',
      changed: ['externalId', 'members'],
    })
    expect(await read(world, id)).toMatchObject({ version: 2, members: [b, c] })
    expect((await read(world, id))?.document).not.toHaveProperty('externalId')
    expect(await put('Sales', [c, b])).toMatchObject({
      outcome: 'unchanged',
      changed: [],
      resource: { version: 2 },
    })
    expect(await put('SALES', [b, c])).toMatchObject({ changed: ['displayName'] })
    await expect(put('Sales', [], 'W/"1"')).rejects.toMatchObject({ status: 412 })
    expect(await put('Sales', [], 'W/"3"')).toMatchObject({ changed: ['displayName', 'members'] })
    expect((await read(world, id))?.members).toEqual([])
  })

  test('that are not there, or not as the client thinks, are refused', async () => {
    const [world, other] = [await openWorld(), await openWorld()]
    const [a] = pick(world.ids, 1)
    const { resourceId: id } = await create(world, 'Sales')
    const add: PatchOperation = { op: 'add', path: 'members', value: [{ value: a }] }
    for (const missing of [uuidv7(), 'x', id.toUpperCase()])
      await expect(patch(world, missing, [add])).rejects.toMatchObject({ status: 404, scimType: null })
    await expect(patch(other, id, [])).rejects.toMatchObject({ status: 404 })
    await expect(patch(world, id, [add], 'W/"9"')).rejects.toMatchObject({ status: 412 })
    expect(await patch(world, id, [add], 'W/"1"')).toMatchObject({ outcome: 'updated' })
    await expect(
      patch(world, id, [add, { op: 'replace', path: 'id', value: uuidv7() }]),
    ).rejects.toMatchObject({ status: 400, scimType: 'mutability' })
    await expect(
      patch(world, id, [{ op: 'remove', path: 'displayName', value: undefined }]),
    ).rejects.toMatchObject({ status: 400 })
    await expect(
      patch(world, id, [{ op: 'replace', path: 'displayName', value: uneven(3_000) }]),
    ).rejects.toMatchObject({ status: 400, scimType: 'invalidValue' })
    const remove = (by: World, which: string, ifMatch: string | null) =>
      deleteScimGroup(callAs(by.ctx, by.rules, { id: which, ifMatch }))
    await expect(remove(other, id, null)).rejects.toMatchObject({ status: 404 })
    await expect(remove(world, id, 'W/"1"')).rejects.toMatchObject({ status: 412 })
    expect(await remove(world, id, 'W/"2"')).toMatchObject({ outcome: 'deleted', resource: null })
    await expect(remove(world, id, null)).rejects.toMatchObject({ status: 404 })
    expect(await read(world, id)).toBeNull()
  })

  test('that are deleted leave their people, and their name to others', async () => {
    const world = await openWorld()
    const { resourceId: id } = await create(world, 'Sales', world.ids)
    await deleteScimGroup(callAs(world.ctx, world.rules, { id, ifMatch: null }))
    const where = { connectionId: world.rules.connectionId }
    expect(await open().client.entraGroupMember.count({ where })).toBe(0)
    expect(await open().client.scimUser.count({ where })).toBe(3)
    expect(await open().client.entraGroup.findFirst({ where })).toMatchObject({ leftAt: world.ctx.now() })
    expect((await eventsOf(world.rules)).at(-1)?.data).toMatchObject({
      outcome: 'deleted',
      group: 'Sales',
      removed: 3,
    })
    expect((await create(world, 'Sales')).outcome).toBe('stored')
  })

  test('keep every member of twenty patches at once, and every name of twenty renamings in their order', async () => {
    const world = await openWorld(20)
    const { resourceId: id } = await create(world, 'Sales')
    const done = await Promise.all(
      world.ids.map((value) => patch(world, id, [{ op: 'add', path: 'members', value: [{ value }] }])),
    )
    expect(done.map((one) => one.resource?.version).toSorted(byNumber)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 2),
    )
    expect(new Set((await read(world, id))?.members)).toEqual(new Set(world.ids))
    await Promise.all(
      world.ids.map((value, index) =>
        patch(world, id, [
          { op: 'remove', path: 'members', value: [{ value }] },
          { op: 'replace', path: 'displayName', value: `Name ${index}` },
        ]),
      ),
    )
    expect(await read(world, id)).toMatchObject({ members: [], version: 41 })
    const ids = (await eventsOf(world.rules)).map((event) => event.id)
    expect(ids).toHaveLength(41)
  })

  test('of a sandbox are stored and nothing else', async () => {
    const world = await openWorld(2, { sandbox: true })
    const { resourceId: id } = await create(world, 'Sales', pick(world.ids, 1))
    await patch(world, id, [{ op: 'add', path: 'members', value: world.ids.map((value) => ({ value })) }])
    await patch(world, id, [{ op: 'replace', path: 'displayName', value: 'Other' }])
    expect((await read(world, id))?.members).toEqual(world.ids)
    const where = { connectionId: world.rules.connectionId }
    expect(await open().client.entraGroup.count({ where })).toBe(0)
    await deleteScimGroup(callAs(world.ctx, world.rules, { id, ifMatch: null }))
    expect(await eventsOf(world.rules)).toEqual([])
  })
})

function pick<const N extends number>(ids: readonly string[], count: N) {
  if (ids.length < count) throw new Error(`There are fewer than ${count}.`)
  return toTuple<N>(ids.slice(0, count))
}

/** The caller has counted. */
function toTuple<N extends number>(ids: string[]) {
  return ids as Tuple<N>
}

type Tuple<N extends number, Found extends string[] = []> = Found['length'] extends N
  ? Found
  : Tuple<N, [...Found, string]>

function toIds(members: unknown): unknown[] {
  return Array.isArray(members) ? members.map((one: unknown) => Object(one).value) : []
}

function byNumber(left: number | undefined, right: number | undefined): number {
  return (left ?? 0) - (right ?? 0)
}

/** A text that no database makes much shorter. */
function uneven(length: number): string {
  let text = ''
  for (let seed = 1; text.length < length; seed = (seed * 48_271) % 2_147_483_647) text += seed.toString(36)
  return text.slice(0, length)
}
