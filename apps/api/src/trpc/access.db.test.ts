import { ROLES, isAtLeast, userId, type ErrorCode, type Role } from '@rollcall/vocabulary'
import { callTRPCProcedure, getTRPCErrorFromUnknown } from '@trpc/server'
import { getProcedureAtPath } from '@trpc/server/unstable-core-do-not-import'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../app-deps.ts'
import type { Caller } from '../auth/caller.ts'
import { openerOf } from '../auth/opener-of.ts'
import { addPerson } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { toTrpcData } from './error-shape.ts'
import { appRouter } from './router.ts'

/** The lowest role that may make each call; written by hand, so that a changed permission shows here. */
const LOWEST = {
  'instance.get': 'public',
  'me.get': 'member',
  'me.sessions': 'member',
  'me.endSession': 'member',
  'overview.get': 'operator',
  'connections.list': 'manager',
  'connections.get': 'manager',
  'connections.lastCheck': 'manager',
  'connections.create': 'admin',
  'connections.update': 'admin',
  'connections.resumeSchedule': 'admin',
  'connections.delete': 'admin',
  'connections.check': 'manager',
  'connections.checkLive': 'manager',
  'connections.groups': 'manager',
  'connections.mappings': 'manager',
  'connections.setMappings': 'admin',
  'connections.people': 'operator',
  'connections.personWhy': 'operator',
  'provisioning.createConnection': 'admin',
  'provisioning.tokens': 'manager',
  'provisioning.createToken': 'admin',
  'provisioning.revokeToken': 'admin',
  'provisioning.requests': 'operator',
  'provisioning.request': 'operator',
  'provisioning.users': 'operator',
  'provisioning.groups': 'operator',
  'provisioning.resource': 'operator',
  'provisioning.selfTest': 'admin',
  'runs.list': 'operator',
  'runs.get': 'operator',
  'runs.start': 'manager',
  'runs.confirm': 'manager',
  'runs.cancel': 'manager',
  'runs.undo': 'manager',
  'runs.changes': 'operator',
  'runs.live': 'operator',
  'conflicts.list': 'operator',
  'conflicts.decide': 'manager',
  'users.list': 'operator',
  'users.counts': 'operator',
  'users.get': 'operator',
  'users.getUnclaimed': 'operator',
  'users.update': 'operator',
  'users.delete': 'manager',
  'users.timeline': 'operator',
  'users.addToRealm': 'operator',
  'users.why': 'operator',
  'claims.overview': 'operator',
  'claims.get': 'operator',
  'claims.start': 'operator',
  'claims.cancel': 'operator',
  'claims.live': 'operator',
  'claims.sendEmail': 'operator',
  'claims.revokeLink': 'operator',
  'wallet.link': 'public',
  'wallet.session': 'public',
  'wallet.live': 'public',
  'walletSettings.get': 'admin',
  'walletSettings.update': 'admin',
  'invitations.list': 'operator',
  'invitations.invite': 'manager',
  'invitations.resend': 'manager',
  'invitations.revoke': 'manager',
  'grants.list': 'operator',
  'grants.give': 'manager',
  'grants.revoke': 'manager',
  'smtp.get': 'admin',
  'smtp.update': 'admin',
  'smtp.remove': 'admin',
  'smtp.test': 'admin',
  'mailings.preview': 'operator',
  'mailings.start': 'operator',
  'mailings.list': 'operator',
  'mailings.get': 'operator',
  'mailings.emails': 'operator',
  'mailings.pause': 'operator',
  'mailings.resume': 'operator',
  'mailings.cancel': 'operator',
  'mailbox.list': 'public',
  'demoTenant.push': 'admin',
  'realms.list': 'operator',
  'realms.get': 'operator',
  'realms.create': 'manager',
  'realms.update': 'manager',
  'realms.delete': 'manager',
  'realms.addMember': 'operator',
  'realms.removeMember': 'operator',
  'events.list': 'operator',
  'events.live': 'operator',
  'keys.list': 'owner',
  'keys.create': 'owner',
  'keys.revoke': 'owner',
} as const satisfies Record<string, Role | 'public'>

/** What the calls that anyone may make answer to one without a browser's secret, and without input. */
const PUBLIC = new Map<string, ErrorCode | 'answered'>([
  ['instance.get', 'answered'],
  ['wallet.link', 'invalid_input'],
  ['wallet.session', 'invalid_input'],
  ['wallet.live', 'invalid_input'],
  ['mailbox.list', 'not_found'],
])

const names = Object.keys(appRouter._def.procedures)
const cases = Object.entries(LOWEST).flatMap(([name, lowest]) =>
  ROLES.map((role) => [name, role, lowest] as const),
)

describe('who may call what', () => {
  let server: TestServer
  const callers = new Map<Role, Caller>()
  beforeAll(async () => {
    server = await openTestServer()
    for (const role of ROLES) {
      const person = await addPerson(server, role)
      callers.set(role, {
        actor: { kind: 'user', id: person.id, name: person.name },
        role,
        userId: userId.parse(person.id),
        via: { kind: 'session', id: person.id },
      })
    }
  })
  afterAll(() => server.close())

  it('is written down here for every procedure', () => {
    expect(Object.keys(LOWEST).toSorted()).toEqual(names.toSorted())
  })

  it.each(cases)('%s as %s', async (name, role, lowest) => {
    const caller = callers.get(role) ?? null
    const code = await outcome(server, name, caller)
    if (lowest === 'public' || isAtLeast(role, lowest)) expect(code).not.toMatch(/forbidden|unauthenticated/)
    else expect(code).toBe('forbidden')
  })

  it.each(names)('%s without signing in', async (name) => {
    const code = await outcome(server, name, null)
    expect(code).toBe(PUBLIC.get(name) ?? 'unauthenticated')
  })
})

/** Calls with no input: who may not call is told so before the input is looked at. */
async function outcome(
  server: TestServer,
  name: string,
  caller: Caller | null,
): Promise<ErrorCode | 'answered'> {
  const { deps } = server
  const bound = { opener: openerOf(caller), browser: null }
  const ctx = { deps, caller, ...bound, requestId: 'test', verb: deps.contextFor(caller ?? SYSTEM) }
  const procedure = await getProcedureAtPath(appRouter, name)
  if (!procedure) throw new Error(`There is no procedure ${name}.`)
  try {
    await callTRPCProcedure({
      router: appRouter,
      path: name,
      ctx,
      getRawInput: async () => undefined,
      type: procedure._def.type,
      signal: undefined,
      batchIndex: 0,
    })
    return 'answered'
  } catch (error) {
    return toTrpcData(getTRPCErrorFromUnknown(error), 'test').code
  }
}
