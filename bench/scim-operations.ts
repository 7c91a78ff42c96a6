import type { Answer } from './http-load.ts'
import type { Random } from './random.ts'
import type { ScimServer } from './scim-server.ts'

/** One thing a client asks for, and what the bare server does in its place. */
export interface Operation {
  readonly what: string
  readonly ours: () => Promise<Answer>
  readonly oursExpected: number
  readonly bare: () => Promise<Answer>
  readonly bareExpected: number
}

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

let made = 0

function nextPerson() {
  made += 1
  const name = `made${made}x${process.pid}`
  return { given: `Given${made % 997}`, family: `Family${made % 4999}`, mail: `${name}@bench.example`, name }
}

/** The body Entra's default mapping sends for a new person. */
function newUser() {
  const { given, family, mail, name } = nextPerson()
  return {
    schemas: [CORE],
    userName: mail,
    externalId: name,
    active: true,
    displayName: `${given} ${family}`,
    name: { givenName: given, familyName: family },
    emails: [{ type: 'work', primary: true, value: mail }],
  }
}

function barePerson() {
  const { given, family, mail } = nextPerson()
  return { name: `${given} ${family}`, givenName: given, surname: family, email: mail }
}

export function createUser({ ours, bare, base }: ScimServer): Operation {
  return {
    what: 'Create a user',
    ours: () => ours.ask('POST', `${base}/Users`, newUser()),
    oursExpected: 201,
    bare: () => bare.ask('POST', '/users', barePerson()),
    bareExpected: 201,
  }
}

export function findUser(
  { ours, bare, base, tenant }: ScimServer,
  about: { hit: boolean; people: number; random: Random },
): Operation {
  const name = () =>
    about.hit ? tenant.userNameOf(about.random(about.people)) : `nobody${about.random(1e9)}@bench.example`
  const filter = () => encodeURIComponent(`userName eq "${name()}"`)
  return {
    what: about.hit ? 'Filter on userName, found' : 'Filter on userName, nobody',
    ours: () => ours.ask('GET', `${base}/Users?filter=${filter()}`),
    oursExpected: 200,
    bare: () => bare.ask('GET', `/users?email=${encodeURIComponent(name())}`),
    bareExpected: 200,
  }
}

/** Disables and enables in turn, so that every request changes something. */
export function patchActive(
  { ours, bare, base, tenant }: ScimServer,
  { people }: { people: number },
): Operation {
  let turn = 0
  let bareTurn = 0
  const half = Math.floor(people / 2)
  return {
    what: 'PATCH active, the resource answered',
    ours: () => {
      const person = tenant.idOf(turn % half)
      const value = Math.floor(turn / half) % 2 === 1 ? 'True' : 'False'
      turn += 1
      const body = { schemas: [PATCH], Operations: [{ op: 'Replace', path: 'active', value }] }
      return ours.ask('PATCH', `${base}/Users/${person}`, body)
    },
    oursExpected: 200,
    bare: () => {
      const person = tenant.idOf(half + (bareTurn % half))
      const status = Math.floor(bareTurn / half) % 2 === 1 ? 'active' : 'disabled'
      bareTurn += 1
      return bare.ask('PATCH', `/users/${person}`, { status })
    },
    bareExpected: 200,
  }
}

/** The statement that creates a user, without all else that a request takes: what the service provider is at most as fast as. */
export function createStatement(server: ScimServer): Operation {
  return {
    ...createUser(server),
    what: 'Create a user, its statement alone',
    ours: () => server.statements.ask('POST', '/users', barePerson()),
  }
}

/** The same for the two of a PATCH; from the end of those whom `patchActive` changes, and disabled ones again if need be. */
export function patchStatements(server: ScimServer, about: { people: number }): Operation {
  const half = Math.floor(about.people / 2)
  let turn = 0
  return {
    ...patchActive(server, about),
    what: 'PATCH active, its two statements alone',
    ours: () => {
      turn += 1
      return server.statements.ask('PATCH', `/users/${server.tenant.idOf(half - 1 - (turn % half))}`, {})
    },
  }
}

/** Adds people who are not in the group, one after another, from the end of the list; the groups take turns. */
export function addMember(
  { ours, bare, base, tenant }: ScimServer,
  about: { groups: readonly string[]; people: number; size: number },
): Operation {
  let turn = 0
  let bareTurn = 0
  return {
    what: `PATCH add a member to a group of ${about.size.toLocaleString('en')}`,
    ours: () => {
      turn += 1
      const value = [{ value: tenant.idOf(about.people - turn) }]
      const body = { schemas: [PATCH], Operations: [{ op: 'Add', path: 'members', value }] }
      return ours.ask('PATCH', `${base}/Groups/${about.groups[turn % about.groups.length]}`, body)
    },
    oursExpected: 204,
    bare: () => {
      bareTurn += 1
      const status = bareTurn % 2 === 0 ? 'active' : 'disabled'
      return bare.ask('PATCH', `/users/${tenant.idOf(about.people - 1 - (bareTurn % 500))}`, { status })
    },
    bareExpected: 200,
  }
}
