import { afterEach, beforeEach, expect, test } from 'vitest'
import { textAt } from '../testing/test-client.ts'
import { COMPANY } from './testing/company.ts'
import { ProvisioningSetup } from './testing/provisioning-setup.ts'

const ADA = 'ada@larkfield.example'
const BEN = 'ben@larkfield.example'
const MONA = 'mona@larkfield.example'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

let setup: ProvisioningSetup
beforeEach(async () => {
  setup = await ProvisioningSetup.start(COMPANY)
})
afterEach(() => setup.close())

const operations = (): unknown[] => setup.target.bodies('PATCH').flatMap((body) => body['Operations'])

test('the default mapping sends exactly the attributes of the default table', async () => {
  const job = setup.job()
  await job.provisionOnDemand({ userId: setup.userId(ADA) })
  expect(setup.target.bodies('POST')).toEqual([
    {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
      userName: ADA,
      active: true,
      displayName: 'Ada Berg',
      title: 'Engineer',
      emails: [{ primary: true, type: 'work', value: ADA }],
      preferredLanguage: 'nb-NO',
      name: { givenName: 'Ada', familyName: 'Berg', formatted: 'Ada Berg' },
      addresses: [
        {
          type: 'work',
          formatted: 'Oslo 3',
          streetAddress: 'Storgata 1',
          locality: 'Oslo',
          region: 'Oslo',
          postalCode: '0155',
          country: 'Norway',
        },
      ],
      phoneNumbers: [
        { type: 'work', value: '55504471234' },
        { type: 'mobile', value: '+47 55 123456' },
      ],
      externalId: 'ada',
      [ENTERPRISE]: { employeeNumber: 'LK007', department: 'Optics' },
      meta: { resourceType: 'User' },
      roles: [],
    },
  ])
})

test('the initial cycle: probe, search, create, then managers, then groups and their members', async () => {
  const job = setup.job({ groups: 'all', maxInFlight: 1 })
  const result = await job.runCycle()
  expect(result).toMatchObject({
    kind: 'initial',
    outcome: 'completed',
    counts: { created: 7, skipped: 1, failed: 0, managersSet: 2, membersAdded: 4 },
  })
  const { target } = setup
  const [first, second, third] = target.requests.map((one) => `${one.method} ${one.target}`)
  expect(first).toMatch(/^GET \/Users\?filter=userName eq "[0-9a-f-]{36}"$/)
  expect(second).toMatch(/^GET \/Groups\?excludedAttributes=members&filter=displayName eq "[0-9a-f-]{36}"$/)
  expect(third).toBe(`GET /Users?filter=userName eq "${MONA}"`)
  const kinds = target.requests.map(({ method, target: at }) =>
    `${method} ${at}`.replace(/[?/](filter|u-|g-|excluded).*/, ''),
  )
  const lastCreate = kinds.lastIndexOf('POST /Users')
  expect(kinds.slice(0, lastCreate)).not.toContain('PATCH /Users')
  expect(kinds.indexOf('PATCH /Users')).toBeGreaterThan(lastCreate)
  expect(kinds.indexOf('POST /Groups')).toBeGreaterThan(kinds.lastIndexOf('PATCH /Users'))
  expect(target.all('Users').map((one) => one['userName'])).not.toContain('dora@larkfield.example')
  const idOf = (name: string): unknown => target.userNamed(name)['id']
  expect(target.memberIds('Optics')).toEqual([idOf(ADA), idOf(BEN)])
  expect(target.userNamed(ADA)[ENTERPRISE]).toMatchObject({ manager: { value: idOf(MONA) } })
  expect(target.groupNamed('Optics')).toMatchObject({ externalId: setup.groupId('Optics') })
  expect(job.targetIdOf(setup.userId(ADA))).toBe(idOf(ADA))
})

test('a cycle over nothing new sends the probe alone', async () => {
  const job = setup.job()
  await job.runCycle()
  setup.target.forget()
  expect(await job.runCycle()).toMatchObject({ kind: 'incremental', requests: 1 })
  expect(setup.target.requests).toHaveLength(1)
})

test('who is there already is matched, and only what differs is sent', async () => {
  const { target } = setup
  const id = target.put('Users', { userName: 'ADA@larkfield.example', active: true, title: 'Engineer' })
  const job = setup.job({
    mapping: [
      { target: 'userName', source: 'userPrincipalName' },
      { target: 'title', source: 'jobTitle' },
      { target: 'name.givenName', source: 'givenName' },
    ],
  })
  const { counts } = await job.runCycle()
  expect(counts).toMatchObject({ matched: 1, updated: 1 })
  expect(job.targetIdOf(setup.userId(ADA))).toBe(id)
  expect(operations()).toEqual([
    { op: 'Replace', path: 'userName', value: ADA },
    { op: 'Add', path: 'name.givenName', value: 'Ada' },
  ])
})

test('a guest and awkward quotes reach the filter whole', async () => {
  const job = setup.job({ matchingAttribute: 'displayName' })
  await job.runCycle()
  const ben = setup.target.requests.find(({ target }) => target.includes('Benny'))
  expect(ben?.target).toBe('/Users?filter=displayName eq "Ben \\"Benny\\" O\\\\Neil"')
  expect(ben?.rawTarget).toContain('displayName%20eq%20%22')
  const byMail = setup.job({ matchingAttribute: 'emails[type eq "work"].value' })
  setup.target.forget()
  await byMail.provisionOnDemand({ userId: setup.userId(ADA) })
  expect(setup.target.requests[0]?.target).toBe(`/Users?filter=emails[type eq "work"].value eq "${ADA}"`)
})

test('an incremental cycle reads the target and sends what changed; emptied attributes are left alone', async () => {
  const job = setup.job()
  await job.runCycle()
  setup.target.forget()
  const { directory } = setup.tenant
  directory.updateUser(setup.userId(ADA), {
    jobTitle: 'Lead',
    department: null,
    mail: 'a.berg@larkfield.example',
  })
  const { counts } = await job.runCycle()
  expect(counts).toMatchObject({ updated: 1, created: 0 })
  expect(setup.target.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH'])
  expect(operations()).toEqual([
    { op: 'Replace', path: 'title', value: 'Lead' },
    { op: 'Replace', path: 'emails[type eq "work"].value', value: 'a.berg@larkfield.example' },
  ])
  setup.target.forget()
  directory.updateUser(setup.userId(ADA), { usageLocation: 'NO' })
  expect((await job.runCycle()).counts).toMatchObject({ unchanged: 1, updated: 0 })
  expect(setup.target.writes()).toEqual([])
})

test('disabled, enabled again, soft-deleted, restored, deleted for good', async () => {
  const job = setup.job({ groups: 'all' })
  await job.runCycle()
  const { target, tenant } = setup
  const id = setup.userId(ADA)
  const targetId = textAt(target.userNamed(ADA), 'id')
  const members = target.memberIds('Optics')
  const cycle = async (change: () => void): Promise<unknown[]> => {
    target.forget()
    change()
    await job.runCycle()
    return [...target.writes(), ...operations()]
  }
  const path = `PATCH /Users/${targetId}`
  expect(await cycle(() => tenant.directory.updateUser(id, { accountEnabled: false }))).toEqual([
    path,
    { op: 'Replace', path: 'active', value: 'False' },
  ])
  expect(await cycle(() => tenant.directory.updateUser(id, { accountEnabled: true }))).toEqual([
    path,
    { op: 'Replace', path: 'active', value: 'True' },
  ])
  const renamed = `${id.replaceAll('-', '')}${ADA}`
  expect(await cycle(() => tenant.directory.deleteUser(id))).toEqual([
    path,
    { op: 'Replace', path: 'userName', value: renamed },
    { op: 'Replace', path: 'active', value: 'False' },
  ])
  expect(target.memberIds('Optics')).toEqual(members)
  expect(await cycle(() => tenant.directory.restoreUser(id))).toEqual([
    path,
    { op: 'Replace', path: 'userName', value: ADA },
    { op: 'Replace', path: 'active', value: 'True' },
  ])
  await cycle(() => tenant.directory.deleteUser(id))
  expect(await cycle(() => tenant.directory.purgeUser(id))).toEqual([`DELETE /Users/${targetId}`])
  expect(job.targetIdOf(id)).toBeUndefined()
  expect(await cycle(() => undefined)).toEqual([])
})

test('managers change and are cleared, also in the compliant dialect', async () => {
  setup.target.expects = 'compliant'
  const job = setup.job({ dialect: 'compliant' })
  await job.runCycle()
  const idOf = (name: string): unknown => setup.target.userNamed(name)['id']
  const path = `${ENTERPRISE}:manager`
  expect(operations()).toContainEqual({ op: 'add', path, value: idOf(MONA) })
  setup.target.forget()
  setup.tenant.directory.updateUser(setup.userId(ADA), { managerId: setup.userId(BEN) })
  setup.tenant.directory.updateUser(setup.userId(BEN), { managerId: null })
  await job.runCycle()
  expect(operations()).toEqual(
    expect.arrayContaining([
      { op: 'replace', path, value: idOf(BEN) },
      { op: 'replace', path, value: '' },
    ]),
  )
  expect(operations()).toHaveLength(2)
})

test('the compliant dialect: booleans, filter paths apart, one operation without path', async () => {
  setup.target.expects = 'compliant'
  const job = setup.job({ baseUrl: `${setup.target.baseUrl}?aadOptscim062020`, groups: 'all' })
  await job.runCycle()
  setup.target.forget()
  const { directory } = setup.tenant
  directory.updateUser(setup.userId(ADA), {
    surname: 'Dahl',
    employeeId: 'LK008',
    mail: 'dahl@larkfield.example',
  })
  directory.updateUser(setup.userId(BEN), { accountEnabled: false })
  directory.removeMember(setup.groupId('Optics'), setup.userId(BEN))
  await job.runCycle()
  const ben = job.targetIdOf(setup.userId(BEN))
  expect(operations()).toEqual([
    { op: 'replace', path: 'emails[type eq "work"].value', value: 'dahl@larkfield.example' },
    {
      op: 'replace',
      value: {
        'name.familyName': 'Dahl',
        'name.formatted': 'Ada Dahl',
        [`${ENTERPRISE}:employeeNumber`]: 'LK008',
      },
    },
    { op: 'replace', path: 'active', value: false },
    { op: 'remove', path: `members[value eq "${ben}"]` },
  ])
  expect(setup.target.requests.every(({ rawTarget }) => rawTarget.endsWith('aadOptscim062020'))).toBe(true)
  expect(setup.target.memberIds('Optics')).toEqual([job.targetIdOf(setup.userId(ADA))])
})

test('externalId comes from the object id when chosen, and can be what matches', async () => {
  const id = setup.userId(ADA)
  setup.target.put('Users', { userName: 'somebody.else', externalId: id, active: true })
  const job = setup.job({ externalId: 'objectId', matchingAttribute: 'externalId' })
  await job.provisionOnDemand({ userId: id })
  expect(setup.target.requests[0]?.target).toBe(`/Users?filter=externalId eq "${id}"`)
  expect(setup.target.userNamed(ADA)).toMatchObject({ externalId: id })
})

test('someone who vanished from the target is looked for, created again and put back into groups', async () => {
  const job = setup.job({ groups: 'all' })
  await job.runCycle()
  const { target } = setup
  const gone = textAt(target.userNamed(ADA), 'id')
  target.users.delete(gone)
  const mona = textAt(target.userNamed(MONA), 'id')
  target.users.delete(mona)
  setup.tenant.directory.updateUser(setup.userId(MONA), { jobTitle: 'Boss' })
  setup.tenant.directory.updateUser(setup.userId(ADA), { jobTitle: 'Lead' })
  expect((await job.runCycle()).counts).toMatchObject({
    created: 2,
    membersAdded: 2,
    managersSet: 2,
  })
  const back = target.userNamed(ADA)['id']
  expect(back).not.toBe(gone)
  expect(target.memberIds('Optics')).toContain(back)
  expect(target.userNamed(BEN)[ENTERPRISE]).toEqual({ manager: { value: target.userNamed(MONA)['id'] } })
})
