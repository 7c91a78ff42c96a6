import {
  insertScimUser,
  openDatabase,
  readScimUser,
  updateScimPerson,
  type PushedPerson,
  type ScimUserState,
} from '@rollcall/db'
import { entraId, type SourceUser } from '@rollcall/vocabulary'
import Fastify from 'fastify'
import { randomUUID } from 'node:crypto'
import { MIGRATIONS } from './bench-database.ts'
import { serve } from './serve.ts'

/**
 * The statements of the service provider and nothing else of it: no token, no SCIM, no rules, no log. Whatever those
 * cost, the service provider is not faster than this. It says its port as the only line.
 */
const db = await openDatabase({ url: process.env['DATABASE_URL'] ?? '', migrationsDir: MIGRATIONS })
const connectionId = process.env['CONNECTION_ID'] ?? ''
const app = Fastify()

interface NewPerson {
  name: string
  givenName: string
  surname: string
  email: string
}

app.post<{ Body: NewPerson }>('/users', async ({ body }, reply) => {
  const [id, userId] = [randomUUID(), randomUUID()]
  const { name, givenName, surname, email } = body
  const document = {
    userName: email,
    active: true,
    externalId: id,
    displayName: name,
    name: { givenName, familyName: surname },
    emails: [{ type: 'work', value: email }],
  }
  const outcome = await insertScimUser(db.sql, {
    person: toPerson(id, document, { ...body, accountEnabled: true }),
    rulesVersion: 1,
    user: {
      ...body,
      id: userId,
      jobTitle: null,
      department: null,
      employeeId: null,
      role: 'member',
      active: true,
    },
    event: toEvent(userId, 'created'),
    at: new Date(),
  })
  if (outcome !== 'stored') throw new Error(`The person is ${outcome}.`)
  return reply.code(201).send({ ...document, id })
})

app.patch<{ Params: { id: string } }>('/users/:id', async ({ params: { id } }) => {
  const state = await readScimUser(db.sql, { connectionId, id, at: new Date() })
  if (!state?.user) throw new Error('Nobody has this id.')
  const { given_name: givenName, surname, email, name } = state.user
  const document = { ...(isObject(state.document) && state.document), active: false }
  const profile = { name, givenName: givenName ?? '', surname: surname ?? '', email: email ?? '' }
  const written = await updateScimPerson(db.sql, {
    person: toPerson(id, document, { ...profile, accountEnabled: false }),
    rulesVersion: state.rules_version,
    version: state.version,
    difference: 'enabled',
    event: toEvent(state.user.id, 'disabled'),
    at: new Date(),
    user: { id: state.user.id, mark: state.user.mark, profile: null, status: 'disabled', left: null },
  })
  if (written === null) throw new Error('Nothing was written.')
  return { ...document, id, meta: toMeta(state) }
})

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function toMeta({ created_at: created, version }: ScimUserState): object {
  return { created, version: version + 1 }
}

/** With a hash that is nobody's: what it is compared with is another's business. */
function toPerson(
  id: string,
  document: object,
  person: NewPerson & { accountEnabled: boolean },
): PushedPerson {
  const { name, givenName, surname, email, accountEnabled } = person
  const user: SourceUser = {
    objectId: entraId.parse(id),
    displayName: name,
    givenName,
    surname,
    mail: email,
    userPrincipalName: email,
    jobTitle: null,
    department: null,
    employeeId: null,
    companyName: null,
    officeLocation: null,
    accountEnabled,
    userType: 'member',
  }
  const matchKeys = [`displayname=${name.toLowerCase()}`, `emails.value=${email}`]
  const mirror = { user, hash: '00'.repeat(16) }
  return { id, connectionId, userNameKey: email, externalId: `ext-${id}`, matchKeys, document, mirror }
}

function toEvent(userId: string, outcome: string) {
  const actor = { kind: 'system', id: null, name: 'bench' } as const
  return { type: 'scim.user.received', actor, userId, data: { outcome } } as const
}

await serve(app, () => db.close())
