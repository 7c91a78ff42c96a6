import { startEmulator } from '@rollcall/entra-emulator'
import type { TenantHandle } from '@rollcall/entra-emulator'

/** What the process is told as its one argument, in JSON. */
export interface EmulatorOrder {
  /** How many people each tenant has. */
  readonly tenants: readonly number[]
  /** Everyone is known to one tenant alone. Otherwise the same guest may be invited to several, as in real life. */
  readonly apart?: boolean
  /** Groups of the first tenant that share out its first people, each person in one of them. */
  readonly groups?: { readonly count: number; readonly each: number }
  /** Every answer of Graph starts this late. */
  readonly delayMs?: number
  readonly pageSizeCap?: number
}

export interface EmulatorReady {
  readonly origin: string
  readonly caFile: string
  readonly tenants: readonly { directoryId: string; clientId: string; clientSecret: string }[]
  readonly groups: readonly string[]
}

/** `change` gives the first `count` people of the first tenant a job title that nobody had. */
export type EmulatorRequest =
  | { readonly kind: 'change'; readonly count: number }
  | { readonly kind: 'forget' }
  | { readonly kind: 'requests' }

/** The emulator in a process of its own, so that what it costs is no part of what is measured. */
await main()

async function main(): Promise<void> {
  const order = parseOrder(process.argv[2] ?? '')
  const emulator = await startEmulator({
    seed: 7,
    tenants: order.tenants.map((people, at) => ({
      ...(order.apart ? { people: 0, users: namePeople(people, at) } : { people }),
      groups: 0,
      behaviour: { throttle: 'off' },
    })),
    ...(order.pageSizeCap !== undefined && { pageSizeCap: order.pageSizeCap }),
  })
  if (order.delayMs !== undefined) {
    emulator.control.addFault({ match: { path: '^/v1.0/' }, effect: { kind: 'delay', ms: order.delayMs } })
  }
  const [first] = emulator.tenants
  if (!first) throw new Error('The emulator was asked for no tenant.')
  let changes = 0
  const answer = (request: EmulatorRequest): readonly string[] => {
    if (request.kind === 'change') changePeople(first, request.count, (changes += 1))
    else if (request.kind === 'forget') emulator.control.clearRequests()
    else return emulator.control.requests().map((entry) => entry.path)
    return []
  }
  process.on('message', (request: EmulatorRequest) => process.send?.(answer(request)))
  process.once('disconnect', () => void emulator.close().then(() => process.exit(0)))
  const ready: EmulatorReady = {
    origin: emulator.origin,
    caFile: emulator.caFile,
    tenants: emulator.tenants.map(toCredentials),
    groups: makeGroups(first, order.groups),
  }
  process.send?.(ready)
}

function toCredentials({ tenantId, apps: [app] }: TenantHandle) {
  if (!app) throw new Error('The emulator has a tenant without an application.')
  return { directoryId: tenantId, clientId: app.clientId, clientSecret: app.secret }
}

function namePeople(count: number, tenant: number) {
  return Array.from({ length: count }, (_, number) => {
    const address = `person${number}@tenant${tenant}.example`
    return { displayName: `Person ${number} of ${tenant}`, userPrincipalName: address, mail: address }
  })
}

function changePeople({ directory }: TenantHandle, count: number, change: number): void {
  for (const user of firstUsers({ directory }, count)) {
    directory.updateUser(user.id, { jobTitle: `Lead engineer ${change}` })
  }
}

function makeGroups(tenant: TenantHandle, groups: EmulatorOrder['groups']): string[] {
  if (!groups) return []
  const people = firstUsers(tenant, groups.count * groups.each)
  return Array.from({ length: groups.count }, (_, at) => {
    const { id } = tenant.directory.addGroup({ displayName: `Group ${at + 1}` })
    for (const user of people.slice(at * groups.each, (at + 1) * groups.each)) {
      tenant.directory.addMember(id, user.id)
    }
    return id
  })
}

/** Without a list of everyone, which would be long in a large tenant. */
function firstUsers({ directory }: Pick<TenantHandle, 'directory'>, count: number) {
  const users = []
  for (const user of directory.eachUser()) {
    if (users.length === count) break
    users.push(user)
  }
  return users
}

/** The parent writes this argument itself. */
function parseOrder(text: string): EmulatorOrder {
  return JSON.parse(text) as EmulatorOrder
}
