import {
  entraId,
  SourceError,
  type ChangePage,
  type DirectorySource,
  type EntraId,
  type GroupChange,
  type SourceGroup,
  type SourceUser,
  type UserChange,
} from '@rollcall/vocabulary'
import { startEmulator, type Behaviour, type Emulator, type TenantHandle } from '@rollcall/entra-emulator'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEntraProvider, type EntraProvider } from './provider.ts'

const never = new AbortController().signal

let emulator: Emulator
let provider: EntraProvider
let source: DirectorySource
let tenant: TenantHandle

beforeAll(async () => {
  emulator = await startEmulator({ tenants: [{ people: 140 }], pageSizeCap: 40 })
  provider = createEntraProvider({
    authorityHost: emulator.origin,
    graphRoot: emulator.origin,
    caFile: emulator.caFile,
    sleep: async () => undefined,
  })
  const [made] = emulator.tenants
  if (!made) throw new Error('The emulator has no tenant.')
  tenant = made
})
beforeEach(() => {
  emulator.control.reset()
  const [app] = tenant.apps
  const { clientId } = app ?? { clientId: '' }
  emulator.control.grantRole(tenant.tenantId, clientId, 'Member.Read.Hidden')
  source = provider.open({
    directoryId: tenant.tenantId,
    clientId,
    credential: { kind: 'secret', clientSecret: app?.secret ?? '' },
    cloud: 'default',
  })
})
afterAll(async () => {
  await provider.close()
  await emulator.close()
})

interface HeldGroup {
  readonly group: SourceGroup
  readonly members: Map<string, 'user' | 'group' | 'other'>
}

/** What somebody who follows the directory holds. */
interface Held {
  readonly users: Map<string, SourceUser>
  readonly groups: Map<string, HeldGroup>
}

function blankUser(objectId: EntraId): SourceUser {
  const [displayName, givenName, surname, mail, userPrincipalName] = [null, null, null, null, null]
  const [jobTitle, department, employeeId, companyName, officeLocation] = [null, null, null, null, null]
  const names = { displayName, givenName, surname, mail, userPrincipalName }
  const work = { jobTitle, department, employeeId, companyName, officeLocation }
  return { objectId, ...names, ...work, accountEnabled: true, userType: 'member' }
}

function blankGroup(objectId: EntraId): SourceGroup {
  const flags = { dynamic: false, hiddenMembership: false }
  return { objectId, displayName: objectId, description: null, kind: 'security', ...flags }
}

async function readMembers(groupId: EntraId): Promise<HeldGroup['members']> {
  const members: HeldGroup['members'] = new Map()
  for await (const page of source.readMembers(groupId, { signal: never }))
    for (const member of page.items)
      members.set(member.kind === 'user' ? member.user.objectId : member.objectId, member.kind)
  return members
}

async function readFully(): Promise<Held> {
  const users = new Map<string, SourceUser>()
  for await (const page of source.readUsers({ signal: never }))
    for (const user of page.items) users.set(user.objectId, user)
  const groups = new Map<string, HeldGroup>()
  for (const { id } of tenant.directory.groups()) {
    const groupId = entraId.parse(id)
    const group = await source.readGroup(groupId, { signal: never })
    groups.set(id, { group, members: await readMembers(groupId) })
  }
  return { users, groups }
}

function applyUser(users: Held['users'], change: UserChange): void {
  const id = change.objectId
  if (change.kind === 'removed') users.delete(id)
  else users.set(id, { ...(users.get(id) ?? blankUser(id)), ...change.fields })
}

function applyGroup(groups: Held['groups'], change: GroupChange): void {
  const id = change.objectId
  if (change.kind === 'removed') {
    groups.delete(id)
    return
  }
  const held = groups.get(id) ?? { group: blankGroup(id), members: new Map() }
  for (const member of change.members) {
    if (member.removed) held.members.delete(member.objectId)
    else held.members.set(member.objectId, member.kind)
  }
  groups.set(id, { group: { ...held.group, ...change.fields }, members: held.members })
}

interface Links {
  readonly users: string
  readonly groups: string
}

async function mark(): Promise<Links> {
  return { users: await source.markNow('users', never), groups: await source.markNow('groups', never) }
}

async function follow<T>(
  pages: AsyncIterable<ChangePage<T>>,
  apply: (change: T) => void,
): Promise<{ link: string; pages: number; items: number }> {
  let [link, count, items] = ['', 0, 0]
  for await (const page of pages) {
    expect(page.unreadable).toEqual([])
    for (const change of page.items) apply(change)
    count += 1
    items += page.items.length
    link = page.link ?? link
  }
  return { link, pages: count, items }
}

async function catchUp(held: Held, from: Links): Promise<{ links: Links; pages: number; items: number }> {
  const users = await follow(source.readUserChanges({ from: from.users, signal: never }), (change) =>
    applyUser(held.users, change),
  )
  const groups = await follow(source.readGroupChanges({ from: from.groups, signal: never }), (change) =>
    applyGroup(held.groups, change),
  )
  const links = { users: users.link, groups: groups.link }
  return { links, pages: users.pages + groups.pages, items: users.items + groups.items }
}

function personAt(at: number): string {
  return tenant.directory.users()[at]?.id ?? ''
}

function groupNamed(name: string): string {
  const found = tenant.directory.findGroup(name)
  if (!found) throw new Error(`The tenant has no group "${name}".`)
  return found.id
}

function changeALot(): void {
  const { directory } = tenant
  const [renamed, cleared, blocked, deleted, purged] = [10, 11, 12, 13, 14].map(personAt)
  directory.updateUser(renamed ?? '', { displayName: 'New Name', userPrincipalName: 'new@larkfield.example' })
  directory.updateUser(cleared ?? '', { department: null, mail: null })
  directory.updateUser(blocked ?? '', { accountEnabled: false, userType: 'Guest' })
  directory.deleteUser(deleted ?? '')
  directory.purgeUser(purged ?? '')
  directory.addUser({ displayName: 'Nia Added', department: 'Sales', mail: 'nia@larkfield.example' })
  directory.addUser({ userType: null, userPrincipalName: 'gil_fabrikam.com#EXT#@larkfield.example' })
  const engineering = groupNamed('Engineering')
  for (const member of directory.members(engineering).slice(0, 4))
    directory.removeMember(engineering, member.id)
  const fresh = directory.addGroup({ displayName: 'Fresh', description: 'Made today' })
  for (const user of directory.users().slice(0, 35)) directory.addMember(fresh.id, user.id)
  directory.addMember(fresh.id, engineering)
  directory.updateGroup(groupNamed('Sales'), { displayName: 'Selling', visibility: 'HiddenMembership' })
  directory.updateGroup(groupNamed('Managers'), { groupTypes: ['Unified'], mailEnabled: true })
  directory.deleteGroup(groupNamed('Office Nairobi'))
}

/** People and groups that went come back, and one who came goes. */
function changeBack(deleted: { user: string; group: string }): void {
  const { directory } = tenant
  directory.restoreUser(deleted.user)
  directory.restoreGroup(deleted.group)
  directory.updateUser(personAt(20), { department: 'Legal' })
  directory.deleteUser(directory.users().find((user) => user.displayName === 'Nia Added')?.id ?? '')
  const fresh = groupNamed('Fresh')
  for (const member of directory.members(fresh).slice(0, 30)) directory.removeMember(fresh, member.id)
}

describe('following a directory ends with what a full reading finds', () => {
  it.each<[string, Partial<Behaviour>]>([
    ['in a calm tenant', {}],
    ['with members of a group spread over pages', { deltaPageSize: 3, deltaMembersPerPage: 7 }],
    ['with empty pages', { emptyPages: true, deltaPageSize: 4 }],
    ['in any order', { shuffle: true, deltaPageSize: 2, deltaMembersPerPage: 5 }],
    ['with changes told again', { replayLast: 60 }],
    [
      'with all of it at once',
      { shuffle: true, emptyPages: true, replayLast: 25, deltaPageSize: 3, deltaMembersPerPage: 4 },
    ],
  ])('%s', async (_name, behaviour) => {
    emulator.control.setBehaviour(tenant.tenantId, behaviour)
    const deleted = { user: personAt(13), group: groupNamed('Office Nairobi') }
    let links = await mark()
    const held = await readFully()
    changeALot()
    links = (await catchUp(held, links)).links
    expect(held).toEqual(await readFully())
    changeBack(deleted)
    links = (await catchUp(held, links)).links
    const truth = await readFully()
    expect(held).toEqual(truth)
    await catchUp(held, links)
    expect(held).toEqual(truth)
  })

  it('when the mark was made before the reading and people changed during it', async () => {
    const links = await mark()
    changeALot()
    const held = await readFully()
    await catchUp(held, links)
    expect(held).toEqual(await readFully())
  })

  it('with one request for each collection when nothing changed', async () => {
    const links = await mark()
    emulator.control.clearRequests()
    const { pages, items } = await catchUp({ users: new Map(), groups: new Map() }, links)
    expect([pages, items]).toEqual([2, 0])
    const asked = emulator.control.requests().filter(({ path }) => path.startsWith('/v1.0/'))
    expect(asked).toHaveLength(2)
  })

  it('from the page where somebody stopped', async () => {
    emulator.control.setBehaviour(tenant.tenantId, { deltaPageSize: 3, deltaMembersPerPage: 7 })
    const links = await mark()
    const held = await readFully()
    changeALot()
    let from = links.users
    for await (const page of source.readUserChanges({ from, signal: never })) {
      for (const change of page.items) applyUser(held.users, change)
      from = page.resume ?? from
      break
    }
    expect(from).not.toBe(links.users)
    await catchUp(held, { ...links, users: from })
    expect(held).toEqual(await readFully())
  })
})

async function failureOf(work: Promise<unknown>): Promise<SourceError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof SourceError) return error
  throw new Error(`Expected a SourceError, got ${String(error)}`)
}

describe('a place that has expired asks for a new beginning', () => {
  const nobody = (): Held => ({ users: new Map(), groups: new Map() })

  it.each(['gone', 'expired'] as const)('when Microsoft resets it: %s', async (as) => {
    const links = await mark()
    emulator.control.addFault({ match: { path: 'deltatoken' }, effect: { kind: 'delta-reset', as } })
    expect((await failureOf(catchUp(nobody(), links))).failure).toBe('restart')
  })

  it('after a week, after a reset of the tenant, and when it was tampered with', async () => {
    const links = await mark()
    const tampered = { ...links, users: `${links.users}xx` }
    expect((await failureOf(catchUp(nobody(), tampered))).failure).toBe('restart')
    emulator.control.setBehaviour(tenant.tenantId, { deltaTokenLifetimeSeconds: 0 })
    expect((await failureOf(catchUp(nobody(), links))).failure).toBe('restart')
    emulator.control.reset()
    expect((await failureOf(catchUp(nobody(), links))).failure).toBe('restart')
  })

  it('in the middle of a round', async () => {
    emulator.control.setBehaviour(tenant.tenantId, { deltaPageSize: 2 })
    const links = await mark()
    changeALot()
    emulator.control.addFault({
      match: { path: 'skiptoken', nth: 2 },
      effect: { kind: 'page-token-expired' },
    })
    expect((await failureOf(catchUp(nobody(), links))).failure).toBe('restart')
  })
})
