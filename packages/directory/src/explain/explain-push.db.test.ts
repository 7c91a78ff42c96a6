import type { Database } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { readPatch, readResource } from '@rollcall/scim'
import { userId, type UserWhyView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { createScimUser } from '../provisioning/create-scim-user.ts'
import { deleteScimUser } from '../provisioning/delete-scim-user.ts'
import { patchScimUser } from '../provisioning/patch-scim-user.ts'
import type { ScimCall } from '../provisioning/provider-call.ts'
import { createTestContext, makeUser, TEST_NOW } from '../testing/index.ts'
import { makeScimRequest, makeScimUser } from '../testing/make-pushed.ts'
import { openScimWorld, type ScimWorldOptions } from '../testing/scim-world.ts'
import { deleteUser } from '../users/delete-user.ts'
import { getUser } from '../users/get-user.ts'
import { listTimeline } from '../users/list-timeline.ts'
import { updateUser } from '../users/update-user.ts'
import { explainIdentity } from './explain-identity.ts'
import { explainUser } from './explain-user.ts'
import { listDirectoryPeople } from './list-directory-people.ts'

const OBJECT_ID = 'b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e'
const ada = {
  userName: 'ada@push.example',
  externalId: OBJECT_ID,
  displayName: 'Ada Lovelace',
  title: 'Analyst',
}

async function openPush(db: Database, options: ScimWorldOptions = {}) {
  const world = await openScimWorld(db, { displayName: 'Okta', ...options })
  /** Calls a verb as a request of its own, and answers the id of that and of the person. */
  async function ask<Input>(
    verb: (call: ScimCall<Input>) => Promise<{ userId: string | null; resourceId: string }>,
    input: Input,
  ) {
    const requestId = world.ctx.newId()
    const written = await verb({ ...(await world.call(input)), requestId })
    return { ...written, requestId }
  }
  const patch = (id: string, operations: readonly object[]) =>
    ask(patchScimUser, { id, operations: readPatch({ Operations: operations }), ifMatch: null })
  return {
    ctx: createTestContext(db),
    connection: world.connection,
    create: (body: object) => ask(createScimUser, { document: readResource(body, 'User') }),
    setActive: (id: string, value: boolean) => patch(id, [{ op: 'replace', path: 'active', value }]),
    patch,
    remove: (id: string) => ask(deleteScimUser, { id, ifMatch: null }),
  }
}

function idOf(written: { userId: string | null }) {
  return userId.parse(written.userId)
}

function fieldOf(view: UserWhyView, field: string) {
  return view.fields.find((one) => one.field === field)
}

describeEachEngine('why, for people who are pushed', (open) => {
  test('one whom a request made: by whom, as whom, and the request one click away', async () => {
    const { ctx, connection, create } = await openPush(open())
    const made = await create(ada)
    const why = await explainUser({ ctx, input: { id: idOf(made) } })
    const request = { requestId: made.requestId, connectionId: connection, actor: 'Entra', runId: null }
    expect(why.answer).toMatchObject({
      kind: 'held',
      text: `Ada Lovelace is here because Okta pushes them as ada@push.example, externalId ${OBJECT_ID}.`,
      requestId: made.requestId,
    })
    expect(why.account[0]).toMatchObject({
      kind: 'created_by_push',
      text: 'Provisioning by Okta made this account.',
      ...request,
    })
    expect(why.account[1]).toMatchObject({ kind: 'active' })
    const [record, ...others] = why.directories
    expect(others).toEqual([])
    expect(record).toMatchObject({
      connectionKind: 'scim',
      entraId: OBJECT_ID,
      externalId: OBJECT_ID,
      userPrincipalName: 'ada@push.example',
    })
    expect(record?.statements).toMatchObject([
      {
        kind: 'linked',
        text: 'A request told of this account, and the person was made from it.',
        ...request,
      },
      { kind: 'present', text: `Its client knows the person as ada@push.example, externalId ${OBJECT_ID}.` },
    ])
    expect(fieldOf(why, 'jobTitle')?.why).toMatchObject({
      kind: 'set_by_push',
      text: 'Came from Okta when provisioning made the account.',
      ...request,
    })
    expect(fieldOf(why, 'department')?.why.kind).toBe('empty')
    expect(JSON.stringify(why)).not.toMatch(/Microsoft|[Ss]yncs? /)
  })

  test('one who was here and was linked; edited fields and later changes say so', async () => {
    const { ctx, create, patch } = await openPush(open())
    const id = await makeUser(open(), { name: 'Bob', email: 'bob@push.example' })
    const linked = await create({
      userName: 'bob@push.example',
      displayName: 'Bob Stone',
      emails: [{ type: 'work', value: 'bob@push.example' }],
    })
    expect(linked.userId).toBe(id)
    await updateUser({ ctx, input: { id, department: 'Elsewhere' } })
    const changed = await patch(linked.resourceId, [{ op: 'replace', path: 'title', value: 'Mason' }])
    const why = await explainUser({ ctx, input: { id } })
    expect(why.account[0]?.kind).toBe('added_here')
    expect(why.directories[0]?.statements[0]).toMatchObject({
      kind: 'linked',
      text: expect.stringMatching(/^A request linked the two\. The email matches/),
      requestId: linked.requestId,
    })
    expect(fieldOf(why, 'name')?.why).toMatchObject({
      kind: 'set_by_push',
      text: 'Set by provisioning by Okta.',
      requestId: linked.requestId,
    })
    expect(fieldOf(why, 'jobTitle')?.why).toMatchObject({ requestId: changed.requestId })
    expect(fieldOf(why, 'department')).toMatchObject({
      why: { kind: 'edited_here', requestId: null },
      directory: { value: null, text: expect.stringContaining('The edit here counts') },
    })
  })

  test('a field that is left to people here is no difference', async () => {
    const mirroring = { scimMirroring: { jobTitle: null } }
    const { ctx, create } = await openPush(open(), mirroring)
    const id = idOf(await create({ ...ada, userName: 'left@push.example', externalId: 'left' }))
    await open().client.user.update({ where: { id }, data: { jobTitle: 'Own', department: 'Own' } })
    const why = await explainUser({ ctx, input: { id } })
    expect(fieldOf(why, 'jobTitle')?.directory).toBeNull()
    expect(fieldOf(why, 'department')?.directory).toMatchObject({ value: null })
  })

  test('disabled and enabled again: by which request, and since when', async () => {
    const { ctx, create, setActive } = await openPush(open())
    const made = await create({ ...ada, userName: 'off@push.example', externalId: 'off' })
    const id = idOf(made)
    const off = await setActive(made.resourceId, false)
    const disabled = await explainUser({ ctx, input: { id } })
    expect(disabled.account[1]).toMatchObject({
      kind: 'disabled_by_push',
      text: 'Disabled by provisioning by Okta. The account was disabled in the directory.',
      requestId: off.requestId,
      at: TEST_NOW.toISOString(),
    })
    expect((await getUser({ ctx, input: { id } })).disabledReason).toBe(
      'Disabled by provisioning by Okta on 2026-11-21. The account was disabled in the directory.',
    )
    const on = await setActive(made.resourceId, true)
    const enabled = await explainUser({ ctx, input: { id } })
    expect(enabled.account[1]).toMatchObject({
      kind: 'enabled_by_push',
      text: 'Was disabled by a directory, and enabled again through Okta.',
      requestId: on.requestId,
    })
    await updateUser({ ctx, input: { id, status: 'disabled' } })
    const byHand = await explainUser({ ctx, input: { id } })
    expect(byHand.account[1]).toMatchObject({ kind: 'disabled_by_person', requestId: null })
  })

  test('a loss of access that waits is said with its plan and its request', async () => {
    const guard = { guardMaxPeople: 0, guardMaxPercent: 0 }
    const { ctx, connection, create, setActive } = await openPush(open(), guard)
    const made = await create({ userName: 'held@push.example', displayName: 'Held' })
    const off = await setActive(made.resourceId, false)
    const run = await open().client.syncRun.findFirstOrThrow({ where: { connectionId: connection } })
    const why = await explainUser({ ctx, input: { id: idOf(made) } })
    expect(why.status).toBe('active')
    expect(why.account[2]).toMatchObject({
      kind: 'plan_waits',
      text: expect.stringMatching(/^Okta has taken the access away/),
      runId: run.id,
      requestId: off.requestId,
    })
  })

  test('one who came disabled is disabled by the request that made them', async () => {
    const { ctx, create } = await openPush(open())
    const made = await create({ userName: 'asleep@push.example', displayName: 'Asleep', active: false })
    const why = await explainUser({ ctx, input: { id: idOf(made) } })
    expect(why.account[1]).toMatchObject({ kind: 'disabled_by_push', requestId: made.requestId })
    const { disabledReason } = await getUser({ ctx, input: { id: idOf(made) } })
    expect(disabledReason).toMatch(/^Disabled by provisioning by Okta on 2026-11-21\. In the directory/)
  })

  test('one whom the client deleted is kept, and says by which request', async () => {
    const { ctx, create, remove } = await openPush(open())
    const made = await create({ userName: 'gone@push.example', displayName: 'Gone' })
    const removed = await remove(made.resourceId)
    const why = await explainUser({ ctx, input: { id: idOf(made) } })
    expect(why.answer).toMatchObject({
      kind: 'kept_after_leaving',
      text: 'Gone is no longer in Okta. The account is kept, as this connection asks.',
    })
    expect(why.directories[0]?.statements[1]).toMatchObject({
      kind: 'left',
      text: 'Was deleted by the client.',
      requestId: removed.requestId,
      at: expect.any(String),
    })
  })

  test('the timeline links each line to its request', async () => {
    const { ctx, connection, create, setActive } = await openPush(open())
    const made = await create({ userName: 'line@push.example', displayName: 'Line' })
    const off = await setActive(made.resourceId, false)
    await updateUser({ ctx, input: { id: idOf(made), description: 'Seen.' } })
    const { items } = await listTimeline({ ctx, input: { userId: idOf(made) } })
    expect(items.map((item) => [item.type, item.requestId, item.connectionId])).toEqual([
      ['user.updated', null, null],
      ['scim.user.received', off.requestId, connection],
      ['scim.user.received', made.requestId, connection],
    ])
    expect(items[2]?.text).toMatch(/^Provisioning by Okta made the account of Line\./)
  })

  test('a request that is no longer kept is no link', async () => {
    const { ctx, create } = await openPush(open(), { scimKeepDays: 5 })
    const made = await create({ userName: 'old@push.example', displayName: 'Old' })
    const at = new Date(TEST_NOW.getTime() - 6 * 86_400_000)
    await open().client.event.updateMany({ where: { userId: made.userId }, data: { at } })
    const why = await explainUser({ ctx, input: { id: idOf(made) } })
    expect(why.account[0]).toMatchObject({ kind: 'created_by_push', requestId: null })
    const { items } = await listTimeline({ ctx, input: { userId: idOf(made) } })
    expect(items[0]).toMatchObject({ type: 'scim.user.received', requestId: null })
  })

  test('of the mirror: who waits, who is stored for nobody, and the first request about them', async () => {
    const { ctx, connection, create } = await openPush(open())
    await makeUser(open(), { name: 'Eve', email: 'eve@push.example', registeredAt: new Date() })
    const waiting = await create({
      userName: 'eve@push.example',
      emails: [{ type: 'work', value: 'eve@push.example' }],
    })
    const about = { connectionId: connection, resourceId: waiting.resourceId, resourceType: 'User' }
    await makeScimRequest(open(), { ...about, method: 'POST', outcome: 'refused' })
    const first = await makeScimRequest(open(), { ...about, method: 'POST', outcome: 'conflict' })
    await makeScimRequest(open(), { ...about, method: 'PATCH', outcome: 'unchanged' })
    const why = await explainIdentity({ ctx, input: { id: waiting.resourceId } })
    expect(why).toMatchObject({ userId: null, connectionKind: 'scim', entraId: null, externalId: null })
    expect(why.answer.kind).toBe('conflict_waits')
    expect(why.statements).toMatchObject([
      {
        kind: 'met',
        text: 'The client of Okta told of this account for the first time.',
        requestId: first,
      },
      { kind: 'present', text: 'The client knows the person as eve@push.example.' },
    ])

    const made = await create({ userName: 'fay@push.example', displayName: 'Fay' })
    await deleteUser({ ctx, input: { id: idOf(made) } })
    const unlinked = await explainIdentity({ ctx, input: { id: made.resourceId } })
    expect(unlinked.answer).toMatchObject({
      kind: 'not_planned',
      text: expect.stringContaining('linked to nobody here'),
    })
    const listed = await listDirectoryPeople({ ctx, input: { connectionId: connection } })
    expect(listed.items.map((item) => [item.userPrincipalName, item.connectionKind])).toEqual([
      ['eve@push.example', 'scim'],
      ['fay@push.example', 'scim'],
    ])
    expect(listed.coverage).toEqual([])
  })

  test('a resource id never poses as an Entra id', async () => {
    const { ctx, connection } = await openPush(open())
    const id = await makeUser(open(), { name: 'Kim' })
    const record = await makeScimUser(open(), {
      connectionId: connection,
      userName: 'kim',
      externalId: 'kim-1',
      userId: id,
    })
    expect(await getUser({ ctx, input: { id } })).toMatchObject({
      entraId: null,
      directory: [{ identityId: record, connectionKind: 'scim', entraId: null, externalId: 'kim-1' }],
    })
  })
})
