import { describeEachEngine } from '@rollcall/db/testing'
import { DEFAULT_MIRRORING, type CheckResult } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { createScimToken } from '../provisioning/create-scim-token.ts'
import { createTestContext, makeConnection, makeIdentity, makeUser } from '../testing/index.ts'
import { makeScimGroup, makeScimRequest, makeScimUser } from '../testing/make-pushed.ts'
import { checkConnection } from './check-connection.ts'
import { createScimConnection } from './create-scim-connection.ts'
import { deleteConnection } from './delete-connection.ts'
import { getConnection } from './get-connection.ts'
import { getLastCheck } from './get-last-check.ts'
import { listConnections } from './list-connections.ts'
import { updateConnection } from './update-connection.ts'

/** What a program without our types can send. */
function asInput(values: object) {
  return values as { displayName: string }
}

describeEachEngine('a connection that a client pushes to', (open) => {
  async function setUp(input: object = {}) {
    const forgotten: string[] = []
    const ctx = createTestContext(open(), { forgetScimAccess: () => void forgotten.push('forgotten') })
    const { id } = await createScimConnection({ ctx, input: { displayName: 'Okta', ...input } })
    return { ctx, id, forgotten }
  }

  async function rulesOf(id: string) {
    return open().client.connection.findUniqueOrThrow({
      where: { id },
      select: { rulesVersion: true, planEveryone: true },
    })
  }

  async function newestEvent(connectionId: string) {
    return open().client.event.findFirst({ where: { connectionId }, orderBy: { id: 'desc' } })
  }

  test('is made with an address, defaults, and nothing that reads', async () => {
    const ctx = createTestContext(open())
    const view = await createScimConnection({ ctx, input: { displayName: ' Okta ' } })
    expect(view).toMatchObject({
      kind: 'scim',
      displayName: 'Okta',
      baseUrl: `https://rollcall.example/scim/v2/inbound/${view.id}`,
      scim: {
        mirroring: DEFAULT_MIRRORING,
        keepRequestsDays: 30,
        firstCallAt: null,
        lastCallAt: null,
        users: 0,
        groups: 0,
        liveTokens: 0,
      },
      hasSecret: false,
      directoryId: null,
      defaultRole: 'member',
      leaverPolicy: 'keep',
    })
    expect(await newestEvent(view.id)).toMatchObject({
      type: 'connection.created',
      data: { connection: 'Okta', kind: 'scim' },
    })
  })

  test('is made with the rules it is given', async () => {
    const ctx = createTestContext(open())
    const view = await createScimConnection({
      ctx,
      input: {
        displayName: 'Okta',
        defaultRole: 'operator',
        leaverPolicy: 'grace',
        leaverGraceDays: 3,
        guard: { maxPeople: 2 },
        refreshClaimed: true,
        mirroring: { employeeId: 'costCenter', jobTitle: null },
        keepRequestsDays: 7,
      },
    })
    expect(view).toMatchObject({
      defaultRole: 'operator',
      leaverPolicy: 'grace',
      leaverGraceDays: 3,
      guard: { maxPeople: 2, maxPercent: 5 },
      refreshClaimed: true,
      scim: {
        mirroring: { ...DEFAULT_MIRRORING, employeeId: 'costCenter', jobTitle: null },
        keepRequestsDays: 7,
      },
    })
  })

  test.each([
    [{ displayName: '' }, 'displayName'],
    [{ keepRequestsDays: 0 }, 'keepRequestsDays'],
    [{ mirroring: { name: null } }, 'mirroring.name'],
    [{ mirroring: { email: 'password' } }, 'mirroring.email'],
    [{ defaultRole: 'owner' }, 'defaultRole'],
    [{ directoryId: '11111111-1111-4111-8111-111111111111' }, ''],
  ])('%j is refused', async (wrong, path) => {
    const ctx = createTestContext(open())
    const attempt = createScimConnection({ ctx, input: asInput({ displayName: 'Okta', ...wrong }) })
    await expect(attempt).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path }] })
  })

  test('an edit of the rules has requests judged anew and everyone looked at; other edits do not', async () => {
    const { ctx, id, forgotten } = await setUp()
    await open().client.connection.update({ where: { id }, data: { planEveryone: false } })
    await updateConnection({ ctx, input: { id, displayName: 'Okta Inc', keepRequestsDays: 90 } })
    expect(await rulesOf(id)).toEqual({ rulesVersion: 1, planEveryone: false })
    expect(await newestEvent(id)).toMatchObject({
      data: {
        fields: [
          { field: 'displayName', before: 'Okta', after: 'Okta Inc' },
          { field: 'scimKeepDays', before: '30', after: '90' },
        ],
      },
    })
    const before = forgotten.length
    const view = await updateConnection({ ctx, input: { id, leaverPolicy: 'deactivate' } })
    expect(view).toMatchObject({ leaverPolicy: 'deactivate', scim: { keepRequestsDays: 90 }, notice: null })
    expect(await rulesOf(id)).toEqual({ rulesVersion: 2, planEveryone: true })
    expect(forgotten.length).toBe(before + 1)
    await updateConnection({ ctx, input: { id, leaverPolicy: 'deactivate' } })
    expect(await rulesOf(id)).toMatchObject({ rulesVersion: 2 })
  })

  test('mirroring is edited field by field, and the log says which attribute fills what', async () => {
    const { ctx, id } = await setUp({ mirroring: { jobTitle: 'userType' } })
    const view = await updateConnection({
      ctx,
      input: { id, mirroring: { department: 'division', employeeId: null, name: 'displayName' } },
    })
    expect(view.scim?.mirroring).toEqual({
      ...DEFAULT_MIRRORING,
      jobTitle: 'userType',
      department: 'division',
      employeeId: null,
    })
    expect(await rulesOf(id)).toEqual({ rulesVersion: 2, planEveryone: true })
    expect(await newestEvent(id)).toMatchObject({
      type: 'connection.updated',
      data: {
        fields: [
          { field: 'mirroring.department', before: 'department', after: 'division' },
          { field: 'mirroring.employeeId', before: 'employeeNumber', after: null },
        ],
      },
    })
    const same = await newestEvent(id)
    await updateConnection({ ctx, input: { id, mirroring: { department: 'division' } } })
    expect((await newestEvent(id))?.id).toBe(same?.id)
  })

  test('the mirror follows the mirroring at once, and people with the next run', async () => {
    const { ctx, id } = await setUp()
    const user = await makeScimUser(open(), { connectionId: id, userName: 'ada', displayName: 'Ada' })
    await updateConnection({ ctx, input: { id, mirroring: { jobTitle: 'displayName' } } })
    const mirrored = await open().client.entraIdentity.findUniqueOrThrow({ where: { id: user } })
    expect(mirrored).toMatchObject({ jobTitle: 'Ada', userPrincipalName: 'ada' })
    expect(await rulesOf(id)).toMatchObject({ planEveryone: true })
  })

  test.each([
    { directoryId: '11111111-1111-4111-8111-111111111111' },
    { clientSecret: 'x' },
    { groupIds: [] },
    { includeNested: true },
    { fullEveryDays: 3 },
    { secretExpiresAt: null },
  ])('has no %j', async (edit) => {
    const openSource: Context['openSource'] = () => {
      throw new Error('No directory is asked.')
    }
    const { id } = await setUp()
    const ctx = createTestContext(open(), { openSource })
    const attempt = updateConnection({ ctx, input: { id, displayName: 'Other', ...edit } })
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: Object.keys(edit)[0], message: expect.stringContaining('reads a directory') }],
    })
    expect((await getConnection({ ctx, input: { id } })).displayName).toBe('Okta')
  })

  test.each([{ mirroring: { name: 'nickName' as const } }, { keepRequestsDays: 3 }])(
    'a connection that reads has no %j',
    async (edit) => {
      const id = await makeConnection(open(), { displayName: 'Contoso' })
      const attempt = updateConnection({ ctx: createTestContext(open()), input: { id, ...edit } })
      await expect(attempt).rejects.toMatchObject({
        code: 'invalid_input',
        issues: [{ path: Object.keys(edit)[0], message: expect.stringContaining('pushes to') }],
      })
    },
  )

  test('the check looks at what is stored, tells each result, and is kept', async () => {
    const { ctx, id } = await setUp()
    const results: CheckResult[] = []
    const onResult = (result: CheckResult) => void results.push(result)
    const first = await checkConnection({ ctx, input: { id, onResult } })
    expect(first).toMatchObject({ status: 'fail', tenant: null, counts: { users: 0, groups: 0 } })
    expect(results).toEqual(first.checks)

    await createScimToken({ ctx, input: { connectionId: id, name: 'Entra' } })
    const called = { scimFirstCallAt: new Date('2026-11-01'), scimLastCallAt: ctx.now() }
    await open().client.connection.update({ where: { id }, data: called })
    await makeScimUser(open(), {
      connectionId: id,
      userName: 'ada',
      externalId: 'b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e',
    })
    await makeScimUser(open(), { connectionId: id, userName: 'bob' })
    await makeScimUser(open(), { connectionId: id, userName: 'eve', externalId: 'eve1' })
    await makeScimGroup(open(), { connectionId: id, displayName: 'Sales' })
    const old = new Date('2026-11-19T12:00:00Z')
    await makeScimRequest(open(), { connectionId: id, outcome: 'refused', at: old, why: 'Long ago.' })
    await makeScimRequest(open(), { connectionId: id })
    await makeScimRequest(open(), { connectionId: id, outcome: 'refused', why: 'The name is taken.' })
    await makeScimRequest(open(), { connectionId: id })
    const second = await checkConnection({ ctx, input: { id } })
    expect(second).toMatchObject({ status: 'warn', counts: { users: 3, groups: 1 } })
    const found = new Map(second.checks.map((check) => [check.id, check]))
    expect(found.get('tokens')).toMatchObject({ status: 'pass' })
    expect(found.get('last_call')).toMatchObject({ status: 'pass' })
    expect(found.get('answers')?.detail).toBe(
      '1 of 3 requests in the last day was refused or failed. The last: The name is taken.',
    )
    expect(found.get('external_id')).toMatchObject({
      status: 'warn',
      detail: '1 of 3 people have an object id as externalId. One has "eve1".',
    })
    expect(await getLastCheck({ ctx, input: { id } })).toEqual(second)
    expect(await newestEvent(id)).toMatchObject({ type: 'connection.checked', data: { status: 'warn' } })
  })

  test.each([
    ['keep', { linked: 'active', shared: 'active' }, 2],
    ['disable', { linked: 'disabled', shared: 'active' }, 1],
    ['delete_untouched', { linked: 'deleted', shared: 'active' }, 1],
  ] as const)('is deleted with everything it holds; people: %s', async (people, expected, count) => {
    const db = open()
    const { ctx, id, forgotten } = await setUp()
    await createScimToken({ ctx, input: { connectionId: id } })
    const linked = await makeUser(db)
    const shared = await makeUser(db)
    const user = await makeScimUser(db, { connectionId: id, userName: 'ada', userId: linked })
    await makeScimUser(db, { connectionId: id, userName: 'bob', userId: shared })
    await makeIdentity(db, { connectionId: await makeConnection(db), userId: shared })
    await makeScimGroup(db, { connectionId: id, displayName: 'Sales', members: [user] })
    await makeScimRequest(db, { connectionId: id, resourceId: user })
    const before = forgotten.length
    const result = await deleteConnection({ ctx, input: { id, people } })
    expect(result).toMatchObject({ deleted: true, people: count })
    expect(Object.keys(result)).toEqual(['deleted', 'people', 'message'])
    expect(forgotten.length).toBe(before + 1)
    const statuses = await db.client.user.findMany({
      where: { id: { in: [linked, shared] } },
      select: { id: true, status: true },
    })
    const statusOf = (userId: string) => statuses.find((row) => row.id === userId)?.status ?? 'deleted'
    expect({ linked: statusOf(linked), shared: statusOf(shared) }).toEqual(expected)
    const where = { connectionId: id }
    const left = [
      await db.client.scimUser.count({ where }),
      await db.client.scimGroup.count({ where }),
      await db.client.scimToken.count({ where }),
      await db.client.scimRequest.count({ where }),
      await db.client.entraIdentity.count({ where }),
      await db.client.entraGroupMember.count({ where }),
    ]
    expect(left).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('a sandbox is nobody’s to see, change or check', async () => {
    const ctx = createTestContext(open())
    const id = await makeConnection(open(), { kind: 'scim', sandbox: true })
    expect((await listConnections({ ctx, input: {} })).map((one) => one.id)).not.toContain(id)
    for (const verb of [getConnection, updateConnection, checkConnection]) {
      await expect(verb({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})
