import { describeEachEngine } from '@rollcall/db/testing'
import type { Database } from '@rollcall/db'
import { expect, test } from 'vitest'
import { deleteConnection } from '../connections/delete-connection.ts'
import { setMappings } from '../connections/set-mappings.ts'
import { createRealm } from '../realms/create-realm.ts'
import { addRealmMembers } from '../realms/add-realm-members.ts'
import {
  createTestContext,
  makeUser,
  openSyncWorld,
  sourceGroup,
  sourceUser,
  TEST_NOW,
  type SyncWorld,
  type WorldOptions,
} from '../testing/index.ts'
import { updateUser } from '../users/update-user.ts'
import { explainUser } from './explain-user.ts'

async function why(world: Pick<SyncWorld, 'ctx'>, id: string) {
  return explainUser({ ctx: world.ctx, input: { id } })
}

async function idOf(world: SyncWorld, objectId: string): Promise<string> {
  const row = await world.ctx.db.client.entraIdentity.findUniqueOrThrow({
    where: { connectionId_objectId: { connectionId: world.connection, objectId } },
    select: { userId: true },
  })
  return row.userId ?? ''
}

/** `staff` holds the group `team`, which holds the person; `staff` is read and gives a realm. */
async function openNested(db: Database, tag: string, options: WorldOptions = {}) {
  const [staff, team] = [`${tag}-staff`, `${tag}-team`]
  const world = await openSyncWorld(db, {
    users: [sourceUser(tag, { jobTitle: 'Engineer' })],
    groups: [sourceGroup(staff, { displayName: 'Staff' }), sourceGroup(team, { displayName: 'Team' })],
    members: { [staff]: [team], [team]: [tag, staff] },
    ...options,
    settings: { groupIds: [staff], includeNested: true, displayName: `Contoso ${tag}`, ...options.settings },
  })
  const realm = await createRealm({ ctx: world.ctx, input: { name: `Realm ${tag}` } })
  const mappings = [{ groupId: staff, mode: 'existing' as const, realmId: realm.id }]
  await setMappings({ ctx: world.ctx, input: { id: world.connection, mappings } })
  return { world, realm, staff, team }
}

describeEachEngine('why a person is here', (open) => {
  test('through which groups, from which run each value, and which mapping gave each realm', async () => {
    const { world, realm, staff } = await openNested(open(), 'wa')
    const run = await world.sync()
    const id = await idOf(world, 'wa')
    const answer = await why(world, id)
    expect(answer.answer).toMatchObject({
      kind: 'held',
      text: 'Person wa is here because they are in Team, which is inside Staff, a group that Contoso wa reads.',
      connectionId: world.connection,
      at: expect.any(String),
    })
    const made = {
      runId: run.id,
      connectionId: world.connection,
      actor: 'Test Owner',
      at: expect.any(String),
    }
    expect(answer.account).toMatchObject([{ kind: 'created_by_sync', ...made }, { kind: 'active' }])
    expect(answer.directories).toMatchObject([
      {
        entraId: 'wa',
        userPrincipalName: 'wa@contoso.example',
        statements: [{ kind: 'linked', ...made }, { kind: 'present' }],
        groups: [
          { name: 'Team', direct: true, selected: false, counts: true },
          {
            name: 'Staff',
            direct: false,
            selected: true,
            counts: true,
            path: [{ name: 'Team' }, { name: 'Staff' }],
          },
        ],
      },
    ])
    expect(answer.realms).toMatchObject([
      {
        realm: { id: realm.id },
        ways: [
          {
            kind: 'realm_by_mapping',
            text: 'Contoso wa gives this realm to the group Staff; the person is in Team, which is inside Staff.',
            group: { id: staff, name: 'Staff' },
            ...made,
          },
        ],
      },
    ])
    const title = answer.fields.find((field) => field.field === 'jobTitle')
    expect(title).toMatchObject({ value: 'Engineer', why: { kind: 'set_by_sync', ...made }, directory: null })
  })

  test('tells edits here from later syncs, and what the directory says instead', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('wb', { jobTitle: 'Old' })] })
    await world.sync()
    const id = await idOf(world, 'wb')
    const editor = { ...world.ctx, actor: { kind: 'user' as const, id: null, name: 'Grace' } }
    await updateUser({ ctx: editor, input: { id, email: 'here@example.org' } })
    world.source.directory.users = [sourceUser('wb', { jobTitle: 'New', displayName: 'Renamed' })]
    const second = await world.sync()
    const fields = new Map((await why(world, id)).fields.map((field) => [field.field, field]))
    expect(fields.get('email')).toMatchObject({
      value: 'here@example.org',
      why: {
        kind: 'edited_here',
        actor: 'Grace',
        text: 'Edited here by Grace. Syncs leave it alone.',
        runId: null,
      },
      directory: { value: 'wb@contoso.example', text: expect.stringContaining('The edit here counts.') },
    })
    expect(fields.get('jobTitle')).toMatchObject({ why: { kind: 'set_by_sync', runId: second.id } })
    expect(fields.get('employeeId')).toMatchObject({ value: null, directory: null })
    await updateUser({ ctx: editor, input: { id, useDirectory: ['email'] } })
    const released = (await why(world, id)).fields.find((field) => field.field === 'email')
    expect(released).toMatchObject({
      value: 'wb@contoso.example',
      why: { kind: 'released', actor: 'Grace' },
      directory: null,
    })
  })

  test('says why the account is disabled, by whom or by which run, and by whom enabled again', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('wc1'), sourceUser('wc2')] })
    await world.sync()
    const [byRun, byPerson] = [await idOf(world, 'wc1'), await idOf(world, 'wc2')]
    await updateUser({ ctx: world.ctx, input: { id: byPerson, status: 'disabled' } })
    world.source.directory.users = [sourceUser('wc1', { accountEnabled: false }), sourceUser('wc2')]
    const run = await world.sync()
    expect((await why(world, byRun)).account[1]).toMatchObject({
      kind: 'disabled_by_sync',
      runId: run.id,
      text: expect.stringContaining('The account was disabled in the directory.'),
    })
    expect((await why(world, byPerson)).account[1]).toMatchObject({
      kind: 'disabled_by_person',
      actor: 'Test Owner',
      text: 'Disabled by Test Owner. A sync does not undo this.',
    })
    await updateUser({ ctx: world.ctx, input: { id: byPerson, status: 'active' } })
    expect((await why(world, byPerson)).account[1]).toMatchObject({ kind: 'enabled_by_person' })
    world.source.directory.users = [sourceUser('wc1'), sourceUser('wc2')]
    const back = await world.sync()
    expect((await why(world, byRun)).account[1]).toMatchObject({ kind: 'enabled_by_sync', runId: back.id })
  })

  test('says since when someone has left, until when they may come back, and who claimed', async () => {
    const world = await openSyncWorld(open(), {
      users: [sourceUser('wd1'), sourceUser('wd2')],
      settings: { leaverPolicy: 'grace', leaverGraceDays: 10 },
    })
    await world.sync()
    const id = await idOf(world, 'wd1')
    await world.ctx.db.client.user.update({
      where: { id },
      data: { registeredAt: TEST_NOW, name: 'Claimed Name' },
    })
    const claimed = await why(world, id)
    expect(claimed.account.slice(2)).toMatchObject([
      { kind: 'claimed', at: TEST_NOW.toISOString() },
      { kind: 'profile_kept', connectionId: world.connection },
    ])
    expect(claimed.fields[0]?.directory?.text).toContain('its profile is left as it is')
    world.source.directory.users = [sourceUser('wd2')]
    const run = await world.sync()
    const left = await why(world, id)
    expect(left.answer).toMatchObject({ kind: 'kept_after_leaving' })
    expect(left.directories[0]?.statements.slice(1)).toMatchObject([
      { kind: 'left', runId: run.id, at: TEST_NOW.toISOString() },
      { kind: 'grace', at: '2026-12-01T12:00:00.000Z', text: expect.stringContaining('2026-12-01') },
    ])
  })

  test('explains realms by hand, people made here, and people whose directory was disconnected', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const made = await makeUser(db, { name: 'Ada' })
    const realm = await createRealm({ ctx, input: { name: 'By hand we' } })
    await addRealmMembers({ ctx, input: { realmId: realm.id, userIds: [made] } })
    const here = await why({ ctx }, made)
    expect(here.answer).toMatchObject({
      kind: 'no_directory',
      text: expect.stringContaining('someone added'),
    })
    expect(here.realms[0]?.ways).toMatchObject([
      { kind: 'realm_by_hand', actor: 'Test Owner', text: 'Added by hand by Test Owner.', group: null },
    ])
    const { world } = await openNested(db, 'we')
    await world.sync()
    const id = await idOf(world, 'we')
    await deleteConnection({ ctx: world.ctx, input: { id: world.connection } })
    const after = await why(world, id)
    expect(after.answer).toMatchObject({
      kind: 'no_directory',
      text: expect.stringContaining('disconnected'),
    })
    expect(after.realms[0]?.ways).toMatchObject([{ kind: 'realm_by_hand', actor: null }])
    expect(after.fields[0]).toMatchObject({ why: { kind: 'initial' }, directory: null })
    await expect(why(world, '0199a1b0-0000-7000-8000-0000000000ff')).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('takes the same seven statements for a long history as for a short one', async () => {
    const { world } = await openNested(open(), 'wf')
    await world.sync()
    const id = await idOf(world, 'wf')
    const short = await countStatements(world, id)
    for (const title of ['A', 'B', 'C']) {
      await updateUser({ ctx: world.ctx, input: { id, description: title } })
      world.source.directory.users = [sourceUser('wf', { jobTitle: title })]
      await world.sync()
    }
    expect(short).toBe(7)
    expect(await countStatements(world, id)).toBe(7)
  })
})

async function countStatements(world: SyncWorld, id: string): Promise<number> {
  let statements = 0
  const client = new Proxy(world.ctx.db.client, {
    get(target, key) {
      statements += 1
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const db = Object.assign(Object.create(world.ctx.db), { client })
  await explainUser({ ctx: { ...world.ctx, db }, input: { id } })
  return statements
}
