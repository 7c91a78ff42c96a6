import { describeEachEngine } from '@rollcall/db/testing'
import type { PatchOperation } from '@rollcall/scim'
import { connectionId } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { setMappings } from '../connections/set-mappings.ts'
import { makeRealm } from '../testing/make-rows.ts'
import { callAs, makePushedPeople, makeScimConnection, testRules } from '../testing/push-rows.ts'
import { createTestContext } from '../testing/test-context.ts'
import { createScimGroup } from './create-scim-group.ts'
import { deleteScimGroup } from './delete-scim-group.ts'
import { deleteScimUser } from './delete-scim-user.ts'
import { findScimResource } from './find-scim-resource.ts'
import { patchScimGroup } from './patch-scim-group.ts'

const TURNS = 8

describeEachEngine('changes of a group at the same moment', (open) => {
  async function openWorld(people: number) {
    const ctx = createTestContext(open())
    const rules = testRules(await makeScimConnection(open(), { guardMaxPeople: 100, guardMaxPercent: 100 }))
    const bodies = Array.from({ length: people }, (_, index) => ({ userName: `u${index}` }))
    const made = await makePushedPeople(open(), rules.connectionId, bodies)
    const ids = made.map((one) => one.id)
    const group = async (memberIds: readonly string[]) => {
      const document = { displayName: `Group ${ctx.newId()}` }
      return (await createScimGroup(callAs(ctx, rules, { document, memberIds }))).resourceId
    }
    const patch = (id: string, ...operations: PatchOperation[]) =>
      patchScimGroup(callAs(ctx, rules, { id, operations, ifMatch: null }))
    const read = (id: string) => findScimResource(callAs(ctx, rules, { type: 'Group', id, related: true }))
    return { ctx, rules, ids, made, group, patch, read }
  }

  const addition = (...ids: readonly (string | undefined)[]): PatchOperation => ({
    op: 'add',
    path: 'members',
    value: ids.map((value) => ({ value })),
  })
  const removal = (...ids: readonly (string | undefined)[]): PatchOperation => ({
    ...addition(...ids),
    op: 'remove',
  })

  test('members and a person who is deleted: nobody is a member who is not there', async () => {
    const world = await openWorld(TURNS)
    for (const id of world.ids) {
      const group = await world.group([])
      const [added, deleted] = await Promise.allSettled([
        world.patch(group, addition(id)),
        deleteScimUser(callAs(world.ctx, world.rules, { id, ifMatch: null })),
      ])
      expect(deleted.status).toBe('fulfilled')
      if (added.status === 'rejected')
        expect(added.reason).toMatchObject({ status: 400, scimType: 'invalidValue' })
      const where = { connectionId: world.rules.connectionId, memberObjectId: id }
      expect(await open().client.entraGroupMember.count({ where })).toBe(0)
    }
  })

  test('members and the end of the group: no member is left behind', async () => {
    const world = await openWorld(TURNS)
    for (const id of world.ids) {
      const group = await world.group([])
      const [added, deleted] = await Promise.allSettled([
        world.patch(group, addition(id)),
        deleteScimGroup(callAs(world.ctx, world.rules, { id: group, ifMatch: null })),
      ])
      expect(deleted.status).toBe('fulfilled')
      if (added.status === 'rejected') expect(added.reason).toMatchObject({ status: 404 })
      const where = { connectionId: world.rules.connectionId, groupObjectId: group }
      expect(await open().client.entraGroupMember.count({ where })).toBe(0)
    }
  })

  test('members, names and the exact list end in one order or another', async () => {
    const world = await openWorld(6)
    const [a, b, c, d, e, f] = world.ids
    for (let turn = 0; turn < TURNS; turn += 1) {
      const group = await world.group([a ?? '', b ?? ''])
      const name = `Renamed ${world.ctx.newId()}`
      await Promise.all([
        world.patch(group, addition(c, d), removal(a)),
        world.patch(group, removal(b), addition(e)),
        world.patch(group, { op: 'replace', path: 'displayName', value: name }),
        world.patch(group, addition(f), { op: 'replace', path: 'externalId', value: name }),
      ])
      const stored = await world.read(group)
      expect(stored).toMatchObject({ version: 5, document: { displayName: name, externalId: name } })
      expect(membersOf(stored)).toEqual([c, d, e, f].map(String).toSorted())
    }
  })

  test('a mapping that is made meanwhile leaves no dead lock, and the realm is right after the next change', async () => {
    const world = await openWorld(TURNS * 2)
    const id = connectionId.parse(world.rules.connectionId)
    const realmId = await makeRealm(open(), 'Race')
    const group = await world.group([])
    await Promise.all(
      world.ids.map((member, index) =>
        index % 2 === 0
          ? world.patch(group, addition(member))
          : setMappings({
              ctx: world.ctx,
              input: {
                id,
                mappings: [{ groupId: group, mode: 'existing', realmId }],
              },
            }),
      ),
    )
    const members = world.made.filter((_, index) => index % 2 === 0)
    expect(membersOf(await world.read(group))).toEqual(members.map((one) => one.id).toSorted())
    await world.patch(group, removal(...members.map((one) => one.id)))
    expect(await open().client.realmMembership.count({ where: { realmId } })).toBe(0)
    await world.patch(group, addition(...members.map((one) => one.id)))
    expect(await open().client.realmMembership.count({ where: { realmId } })).toBe(members.length)
  })

  test('events have their ids in the order in which they can be seen', async () => {
    const world = await openWorld(12)
    const groups = await Promise.all([world.group([]), world.group([]), world.group([])])
    const seen: bigint[] = []
    const patching = { done: false }
    const watch = async () => {
      let last = 0n
      while (!patching.done) {
        const rows = await open().client.event.findMany({
          where: { connectionId: world.rules.connectionId, id: { gt: last } },
          orderBy: { id: 'asc' },
          select: { id: true },
        })
        for (const { id } of rows) seen.push(id)
        last = rows.at(-1)?.id ?? last
      }
    }
    const watching = watch()
    await Promise.all(world.ids.flatMap((id) => groups.map((group) => world.patch(group, addition(id)))))
    patching.done = true
    await watching
    const where = { connectionId: world.rules.connectionId }
    const all = await open().client.event.findMany({ where, orderBy: { id: 'asc' }, select: { id: true } })
    expect(all).toHaveLength(3 + 36)
    expect(all.map((one) => one.id).slice(0, seen.length)).toEqual(seen)
  })
})

function membersOf(stored: Awaited<ReturnType<typeof findScimResource>>): (string | undefined)[] {
  const members = stored?.document['members']
  return Array.isArray(members) ? members.map((one) => String(one.value)).toSorted() : []
}
