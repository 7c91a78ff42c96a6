import { describeEachEngine } from '@rollcall/db/testing'
import type { PatchOperation } from '@rollcall/scim'
import { connectionId as toConnectionId, runId, type RunId } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { listGroups } from '../connections/list-groups.ts'
import { setMappings } from '../connections/set-mappings.ts'
import { confirmRun } from '../sync/confirm-run.ts'
import { getRun } from '../sync/get-run.ts'
import { listChanges } from '../sync/list-changes.ts'
import { runSync } from '../sync/run-sync.ts'
import { startRun } from '../sync/start-run.ts'
import { startUndo } from '../sync/undo/start-undo.ts'
import { makeMapping, makeMembership, makeRealm } from '../testing/make-rows.ts'
import { callAs, makePushedPeople, makeScimConnection, testRules } from '../testing/push-rows.ts'
import { createTestContext } from '../testing/test-context.ts'
import { createScimGroup } from './create-scim-group.ts'
import { deleteScimGroup } from './delete-scim-group.ts'
import { patchScimGroup } from './patch-scim-group.ts'
import { replaceScimGroup } from './replace-scim-group.ts'

describeEachEngine('realms by groups that are pushed', (open) => {
  async function openWorld(people: number, maxPeople = 10) {
    const queued: RunId[] = []
    let now = new Date('2026-11-21T12:00:00.000Z')
    const ctx = createTestContext(open(), {
      now: () => new Date(now),
      enqueueRun: (_tx, id) => Promise.resolve(void queued.push(id)),
    })
    const rules = testRules(
      await makeScimConnection(open(), { guardMaxPeople: maxPeople, guardMaxPercent: 0 }),
    )
    const bodies = Array.from({ length: people }, (_, index) => ({ userName: `u${index}@contoso.example` }))
    const made = await makePushedPeople(open(), rules.connectionId, bodies)
    const world = { ctx, rules, made, queued, id: toConnectionId.parse(rules.connectionId) }
    return {
      ...world,
      later: (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000)),
      async group(name: string, members: readonly { id: string }[] = []) {
        const memberIds = members.map((one) => one.id)
        const input = { document: { displayName: name }, memberIds }
        return (await createScimGroup(callAs(ctx, rules, input))).resourceId
      },
      async mapped(name: string) {
        const groupId = await this.group(name)
        const realmId = await makeRealm(open(), name)
        const mappingId = await makeMapping(open(), {
          connectionId: rules.connectionId,
          groupObjectId: groupId,
          groupName: name,
          realmId,
        })
        return { groupId, realmId, mappingId }
      },
      patch: (id: string, operations: readonly PatchOperation[]) =>
        patchScimGroup(callAs(ctx, rules, { id, operations, ifMatch: null })),
      add(id: string, members: readonly { id: string }[]) {
        return this.patch(id, [
          { op: 'add', path: 'members', value: members.map(({ id: value }) => ({ value })) },
        ])
      },
      remove(id: string, members: readonly { id: string }[]) {
        return this.patch(id, [
          { op: 'remove', path: 'members', value: members.map(({ id: value }) => ({ value })) },
        ])
      },
      async work(id: RunId) {
        await runSync({ ctx, runId: id, workerId: 'worker', signal: new AbortController().signal })
        return getRun({ ctx, input: { id } })
      },
    }
  }

  async function peopleIn(realmId: string): Promise<string[]> {
    const rows = await open().client.realmMembership.findMany({
      where: { realmId },
      select: { userId: true },
    })
    return rows.map((row) => row.userId).toSorted()
  }

  const usersOf = (people: readonly { userId: string }[]) => people.map((one) => one.userId).toSorted()

  test('come with membership and go with it, and nothing else is taken', async () => {
    const world = await openWorld(4)
    const { groupId, realmId, mappingId } = await world.mapped('Sales')
    const other = await world.mapped('Sales too')
    await open().client.groupMapping.update({ where: { id: other.mappingId }, data: { realmId } })
    const [a, b, c] = world.made
    if (!a || !b || !c) throw new Error('There are four people.')
    await makeMembership(open(), { realmId, userId: b.userId })
    await world.add(other.groupId, [c])
    const done = await world.add(groupId, world.made)
    expect(done).toMatchObject({
      outcome: 'updated',
      why: '4 people joined. 4 people got the realm Sales.',
    })
    expect(
      await open().client.realmMembership.findMany({ where: { mappingId }, orderBy: { userId: 'asc' } }),
    ).toMatchObject(usersOf(world.made).map((userId) => ({ userId, realmId, origin: mappingId })))
    const gone = await world.remove(groupId, [a, b, c])
    expect(gone).toMatchObject({
      outcome: 'updated',
      why: '3 people left. 3 people lost the realm Sales.',
    })
    const left = await open().client.realmMembership.findMany({ where: { realmId } })
    expect(left.map((row) => `${row.userId} ${row.origin}`).toSorted()).toEqual(
      [
        `${b.userId} hand`,
        `${c.userId} ${other.mappingId}`,
        `${world.made[3]?.userId} ${mappingId}`,
      ].toSorted(),
    )
    expect(world.queued).toEqual([])
    const events = await open().client.event.findMany({
      where: { connectionId: world.id, type: 'scim.group.received' },
      orderBy: { id: 'asc' },
    })
    expect(events.slice(-2).map((event) => event.data)).toMatchObject([
      { gained: 4, realm: 'Sales' },
      { lost: 3, realm: 'Sales' },
    ])
  })

  test('are for people who are linked and have not left, disabled or not', async () => {
    const world = await openWorld(3)
    const { groupId, realmId } = await world.mapped('Sales')
    const [unlinked, left, disabled] = world.made
    if (!unlinked || !left || !disabled) throw new Error('There are three people.')
    const { client } = open()
    await client.entraIdentity.update({ where: { id: unlinked.id }, data: { userId: null } })
    await client.entraIdentity.update({ where: { id: left.id }, data: { leftAt: new Date() } })
    await client.user.update({ where: { id: disabled.userId }, data: { status: 'disabled' } })
    await world.add(groupId, world.made)
    expect(await peopleIn(realmId)).toEqual([disabled.userId])
    await client.groupMapping.updateMany({ where: { groupObjectId: groupId }, data: { mode: 'none' } })
    await client.user.update({ where: { id: disabled.userId }, data: { status: 'active' } })
    expect(await world.remove(groupId, [disabled])).toMatchObject({
      outcome: 'updated',
      why: '1 person left.',
    })
    expect(await world.add(groupId, [disabled])).toMatchObject({ why: '1 person joined.' })
    expect(await peopleIn(realmId)).toEqual([disabled.userId])
  })

  test('that too many would lose at once are kept until someone decides', async () => {
    const world = await openWorld(5, 2)
    const { groupId, realmId } = await world.mapped('Sales')
    await world.add(groupId, world.made)
    const held = await world.remove(groupId, world.made.slice(0, 3))
    expect(held).toMatchObject({ outcome: 'held', changed: ['members'], resource: { version: 3 } })
    expect(held.why).toMatch(/^3 people would lose the realm Sales/)
    expect(await open().client.entraGroupMember.count({ where: { groupObjectId: groupId } })).toBe(2)
    expect(await peopleIn(realmId)).toEqual(usersOf(world.made))
    const [run] = world.queued
    if (!run || world.queued.length > 1) throw new Error('One run is queued.')
    expect(await world.work(run)).toMatchObject({
      status: 'awaiting_confirmation',
      trigger: 'push',
      held: { code: 'too_many_realm_losses' },
    })
    await confirmRun({ ctx: world.ctx, input: { id: run } })
    expect(await world.work(run)).toMatchObject({ status: 'succeeded' })
    expect(await peopleIn(realmId)).toEqual(usersOf(world.made.slice(3)))
  })

  test('that are lost one by one are counted over an hour', async () => {
    const world = await openWorld(6, 2)
    const { groupId, realmId } = await world.mapped('Sales')
    await world.add(groupId, world.made)
    for (const [index, one] of world.made.slice(0, 3).entries())
      expect((await world.remove(groupId, [one])).outcome).toBe(index < 2 ? 'updated' : 'held')
    expect(await peopleIn(realmId)).toEqual(usersOf(world.made.slice(2)))
    const [run] = world.queued
    if (!run) throw new Error('A run is queued.')
    expect(await world.work(run)).toMatchObject({ status: 'awaiting_confirmation' })
    const also = await world.remove(groupId, world.made.slice(3, 4))
    expect(also).toMatchObject({ outcome: 'held' })
    expect(also.why).toMatch(/under way already/)
    world.later(61)
    expect((await world.remove(groupId, world.made.slice(4, 5))).outcome).toBe('updated')
    expect(await peopleIn(realmId)).toEqual(usersOf([...world.made.slice(2, 4), ...world.made.slice(5)]))
  })

  test('percent of the people is enough for large connections', async () => {
    const world = await openWorld(40, 1)
    await open().client.connection.update({ where: { id: world.id }, data: { guardMaxPercent: 10 } })
    const { groupId } = await world.mapped('Sales')
    await world.add(groupId, world.made)
    expect((await world.remove(groupId, world.made.slice(0, 4))).outcome).toBe('updated')
    world.later(90)
    expect((await world.remove(groupId, world.made.slice(4, 9))).outcome).toBe('held')
  })

  test('stay with those who come back while the plan waits', async () => {
    const world = await openWorld(4, 1)
    const { groupId, realmId } = await world.mapped('Sales')
    await world.add(groupId, world.made)
    await replaceScimGroup(
      callAs(world.ctx, world.rules, {
        id: groupId,
        document: { displayName: 'Sales' },
        memberIds: [],
        ifMatch: null,
      }),
    )
    const [run] = world.queued
    if (!run) throw new Error('A run is queued.')
    expect(await world.work(run)).toMatchObject({ status: 'awaiting_confirmation' })
    await world.add(groupId, world.made.slice(0, 1))
    await confirmRun({ ctx: world.ctx, input: { id: run } })
    await world.work(run)
    expect(await peopleIn(realmId)).toEqual(usersOf(world.made.slice(0, 1)))
    const changes = await listChanges({ ctx: world.ctx, input: { runId: run } })
    expect(changes.items.map((change) => change.outcome).toSorted()).toEqual([
      'applied',
      'applied',
      'applied',
      'stale',
    ])
  })

  test('of a group that is deleted are taken by a run, which asks first when they are many', async () => {
    const world = await openWorld(5, 2)
    const [small, large] = [await world.mapped('Small'), await world.mapped('Large')]
    await world.add(small.groupId, world.made.slice(0, 2))
    await world.add(large.groupId, world.made)
    const remove = (id: string) => deleteScimGroup(callAs(world.ctx, world.rules, { id, ifMatch: null }))
    expect(await remove(small.groupId)).toMatchObject({ outcome: 'held' })
    expect(await peopleIn(small.realmId)).toHaveLength(2)
    expect(await world.work(runId.parse(world.queued[0]))).toMatchObject({ status: 'succeeded' })
    expect(await peopleIn(small.realmId)).toEqual([])
    expect(await remove(large.groupId)).toMatchObject({ outcome: 'held', resource: null })
    expect(await world.work(runId.parse(world.queued[1]))).toMatchObject({
      status: 'awaiting_confirmation',
      held: { code: 'too_many_realm_losses' },
    })
    expect(await peopleIn(large.realmId)).toHaveLength(5)
    const where = { connectionId: world.id, objectId: large.groupId }
    expect(await open().client.entraGroup.findFirst({ where })).toMatchObject({ leftAt: world.ctx.now() })
    const unused = await world.mapped('Unused')
    expect(await remove(unused.groupId)).toMatchObject({ outcome: 'deleted' })
  })

  test('follow new mappings by a plan that can be taken back', async () => {
    const world = await openWorld(4)
    const [a, b] = world.made
    if (!a || !b) throw new Error('There are four people.')
    const sales = await world.group('Sales', [a, b])
    await world.group('Ärzte', [b])
    const input = { id: world.id, limit: 1 }
    const first = await listGroups({ ctx: world.ctx, input })
    expect(first).toMatchObject({
      items: [{ id: sales, name: 'Sales', kind: 'security', memberCount: 2 }],
      total: 2,
    })
    const second = await listGroups({ ctx: world.ctx, input: { ...input, cursor: first.nextCursor ?? '' } })
    expect(second).toMatchObject({ items: [{ name: 'Ärzte', memberCount: 1 }], nextCursor: null })
    const found = await listGroups({ ctx: world.ctx, input: { id: world.id, search: 'arz' } })
    expect(found).toMatchObject({ items: [{ name: 'Ärzte' }], total: 1 })

    const mappings = [
      { groupId: sales, mode: 'create' as const },
      { groupId: 'gone', mode: 'none' as const },
    ]
    expect(await setMappings({ ctx: world.ctx, input: { id: world.id, mappings } })).toMatchObject([
      { groupId: sales, groupName: 'Sales', mode: 'create', realmId: null },
      { groupId: 'gone', groupName: null },
    ])
    const { run } = await startRun({ ctx: world.ctx, input: { connectionId: world.id, planOnly: true } })
    expect(await world.work(run.id)).toMatchObject({
      status: 'awaiting_confirmation',
      held: { code: 'asked_for_plan' },
      realmsToCreate: ['Sales'],
      realmAccess: [{ groupName: 'Sales', gained: 2, lost: 0 }],
    })
    await confirmRun({ ctx: world.ctx, input: { id: run.id } })
    expect(await world.work(run.id)).toMatchObject({ status: 'succeeded' })
    const realm = await open().client.realm.findFirstOrThrow({
      where: { name: 'Sales' },
      orderBy: { id: 'desc' },
    })
    expect(await peopleIn(realm.id)).toEqual(usersOf([a, b]))
    const undo = await startUndo({ ctx: world.ctx, input: { id: run.id } })
    await world.work(undo.run.id)
    if ((await getRun({ ctx: world.ctx, input: { id: undo.run.id } })).status === 'awaiting_confirmation') {
      await confirmRun({ ctx: world.ctx, input: { id: undo.run.id } })
      await world.work(undo.run.id)
    }
    expect(await peopleIn(realm.id)).toEqual([])
  })
})
