import { afterEach, beforeEach, expect, test } from 'vitest'
import { COMPANY } from './testing/company.ts'
import { ProvisioningSetup } from './testing/provisioning-setup.ts'

const ADA = 'ada@larkfield.example'
const BEN = 'ben@larkfield.example'
const MONA = 'mona@larkfield.example'
const CLEO = 'cleo@larkfield.example'

let setup: ProvisioningSetup
beforeEach(async () => {
  setup = await ProvisioningSetup.start(COMPANY)
})
afterEach(() => setup.close())

const names = (): unknown[] => setup.target.all('Users').map((one) => one['userName'])
const operations = (): unknown[] => setup.target.bodies('PATCH').flatMap((body) => body['Operations'])

test('assigned: direct members and people by name; groups inside are not expanded', async () => {
  const job = setup.job({
    scope: { groups: [setup.groupId('Optics')], users: [setup.userId(CLEO)] },
    groups: 'all',
  })
  await job.runCycle()
  expect(new Set(names())).toEqual(new Set([ADA, BEN, CLEO]))
  expect(setup.target.all('Groups').map((one) => one['displayName'])).toEqual(['Optics'])
  expect(setup.target.memberIds('Optics')).toHaveLength(2)
})

test('assigned later: provisioned; unassigned: disabled once, then none of its business', async () => {
  const { directory } = setup.tenant
  const group = setup.groupId('Optics')
  const job = setup.job({ scope: { groups: [group] }, groups: 'all' })
  await job.runCycle()
  directory.addMember(group, setup.userId(MONA))
  expect((await job.runCycle()).counts).toMatchObject({ created: 1, membersAdded: 1, managersSet: 0 })
  setup.target.forget()
  directory.removeMember(group, setup.userId(ADA))
  await job.runCycle()
  expect(operations()).toEqual([
    { op: 'Replace', path: 'active', value: 'False' },
    { op: 'Remove', path: 'members', value: [{ $ref: null, value: setup.target.userNamed(ADA)['id'] }] },
  ])
  expect(job.targetIdOf(setup.userId(ADA))).toBeUndefined()
  setup.target.forget()
  const ada = setup.userId(ADA)
  directory.deleteUser(ada)
  await job.runCycle()
  directory.purgeUser(ada)
  await job.runCycle()
  expect(setup.target.writes()).toEqual([])
})

test('assigned again: found by the filter and enabled', async () => {
  const { directory } = setup.tenant
  const group = setup.groupId('Optics')
  const job = setup.job({ scope: { groups: [group] } })
  await job.runCycle()
  directory.removeMember(group, setup.userId(ADA))
  await job.runCycle()
  setup.target.forget()
  directory.addMember(group, setup.userId(ADA))
  expect((await job.runCycle()).counts).toMatchObject({ matched: 1, enabled: 1, created: 0 })
  expect(setup.target.userNamed(ADA)['active']).toBe(true)
})

test('when the group that assigns goes, its people go out of scope', async () => {
  const job = setup.job({ scope: { groups: [setup.groupId('Optics')] } })
  await job.runCycle()
  setup.tenant.directory.deleteGroup(setup.groupId('Optics'))
  expect((await job.runCycle()).counts).toMatchObject({ disabled: 2 })
})

test('out of scope can be left as they are', async () => {
  const group = setup.groupId('Optics')
  const job = setup.job({ scope: { groups: [group] }, skipOutOfScopeDeletions: true })
  await job.runCycle()
  setup.target.forget()
  setup.tenant.directory.removeMember(group, setup.userId(ADA))
  const { counts } = await job.runCycle()
  expect(counts).toMatchObject({ skipped: 1, disabled: 0 })
  expect(setup.target.writes()).toEqual([])
})

test('active mapped from accountEnabled never deactivates who leaves', async () => {
  const group = setup.groupId('Optics')
  const job = setup.job({
    scope: { groups: [group] },
    mapping: [
      { target: 'userName', source: 'userPrincipalName' },
      { target: 'active', source: 'accountEnabled' },
    ],
  })
  await job.runCycle()
  setup.tenant.directory.removeMember(group, setup.userId(ADA))
  await job.runCycle()
  expect(setup.target.userNamed(ADA)['active']).toBe(true)
})

test('chosen groups only, filled in pages, renamed, and deleted with the directory’s', async () => {
  const { directory } = setup.tenant
  const group = setup.groupId('Everyone')
  for (const name of [ADA, BEN]) directory.addMember(group, setup.userId(name))
  const job = setup.job({ groups: [group], membersPerRequest: 3 })
  const { counts } = await job.runCycle()
  expect(counts.membersAdded).toBe(4)
  expect(operations().filter((one) => JSON.stringify(one).includes('"members"'))).toHaveLength(2)
  const [id] = setup.target.groups.keys()
  setup.target.forget()
  directory.updateGroup(group, { displayName: 'All of us' })
  await job.runCycle()
  expect(setup.target.requests.map((one) => `${one.method} ${one.target}`).slice(-2)).toEqual([
    `GET /Groups/${id}?excludedAttributes=members`,
    `PATCH /Groups/${id}`,
  ])
  expect(operations()).toEqual([{ op: 'Replace', path: 'displayName', value: 'All of us' }])
  directory.deleteGroup(group)
  expect((await job.runCycle()).counts).toMatchObject({ deleted: 1 })
  directory.restoreGroup(group)
  expect((await job.runCycle()).counts).toMatchObject({ created: 1, membersAdded: 4 })
  expect(setup.target.memberIds('All of us')).toHaveLength(4)
})

test('a member out of scope is left out, and not looked at again until a restart', async () => {
  const scope = { users: [setup.userId(ADA)] }
  const job = setup.job({ scope, groups: [setup.groupId('Optics')] })
  await job.runCycle()
  expect(setup.target.memberIds('Optics')).toHaveLength(1)
  job.update({ scope: 'all' })
  setup.tenant.directory.updateUser(setup.userId(BEN), { jobTitle: 'Lead' })
  await job.runCycle()
  expect(names()).toContain(BEN)
  expect(setup.target.memberIds('Optics')).toHaveLength(1)
  job.restart()
  expect((await job.runCycle()).kind).toBe('initial')
  expect(setup.target.memberIds('Optics')).toHaveLength(2)
})

test('a restart finds out who left meanwhile', async () => {
  const { directory } = setup.tenant
  const job = setup.job({ groups: 'all' })
  await job.runCycle()
  setup.target.forget()
  const gone = [setup.userId(ADA), setup.userId(BEN)]
  directory.purgeUser(gone[0] ?? '')
  directory.deleteUser(gone[1] ?? '')
  directory.deleteGroup(setup.groupId('Everyone'))
  job.restart()
  expect(await job.runCycle()).toMatchObject({ kind: 'initial', counts: { deleted: 2, disabled: 1 } })
})

test('a restart that forgets its links finds everyone again', async () => {
  const job = setup.job()
  await job.runCycle()
  job.restart({ forgetLinks: true })
  expect(job.state()).toMatchObject({ users: 0 })
  expect((await job.runCycle()).counts).toMatchObject({ matched: 5, created: 0, updated: 0 })
})

test('too many disables and deletes hold the whole cycle until somebody allows them', async () => {
  const { directory } = setup.tenant
  const job = setup.job({ deletionThreshold: 1, groups: 'all' })
  await job.runCycle()
  setup.target.forget()
  directory.updateUser(setup.userId(MONA), { jobTitle: 'Boss' })
  directory.updateUser(setup.userId(ADA), { accountEnabled: false })
  directory.deleteGroup(setup.groupId('Optics'))
  expect(await job.runCycle()).toMatchObject({
    outcome: 'held',
    reason: expect.stringMatching(/delete 2 obj/),
  })
  expect(setup.target.writes()).toEqual([])
  expect(job.state()).toMatchObject({ status: 'held', reason: expect.stringMatching(/2 objects/) })
  expect(await job.runCycle({ allowDeletions: true })).toMatchObject({
    outcome: 'completed',
    counts: { disabled: 1, deleted: 1, updated: 1 },
  })
  expect(job.state()).toMatchObject({ status: 'ready', reason: null })
})
