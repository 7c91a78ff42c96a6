import { hashToken, newToken } from '@rollcall/db'
import type { Role, UserStatus } from '@rollcall/vocabulary'
import { SYSTEM } from '../app-deps.ts'
import { hashPassword } from '../auth/password.ts'
import { startSession } from '../auth/start-session.ts'
import type { TestServer } from './test-server.ts'

export interface TestPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
}

let made = 0

/** Someone who has registered, with a name and an email of their own. */
export async function addPerson(
  server: TestServer,
  role: Role,
  more: { password?: string; status?: UserStatus; email?: string } = {},
): Promise<TestPerson> {
  made += 1
  const id = server.deps.contextFor(SYSTEM).newId()
  const person = {
    id,
    name: `Test ${role} ${made}`,
    email: more.email ?? `${role}.${made}@test.example`,
    role,
  }
  const hash = more.password === undefined ? null : await hashPassword(more.password)
  await server.db.client.user.create({
    data: {
      ...person,
      status: more.status ?? 'active',
      registeredAt: new Date(),
      ...(hash !== null && { password: { create: { hash } } }),
    },
  })
  return person
}

/** Headers of the console in the hands of this person: the cookie, and the mark of a request of our own. */
export async function consoleHeaders(
  server: TestServer,
  person: TestPerson,
): Promise<Record<string, string>> {
  const ctx = server.deps.contextFor(SYSTEM)
  const { token } = await server.db.change((tx, emit) =>
    startSession({ tx, emit, ctx }, person, { userAgent: 'test', ip: null }),
  )
  return { cookie: `rollcall_session=${token.reveal()}`, 'x-csrf': '1' }
}

/** The header of a program with a key of this role that belongs to nobody. */
export async function keyHeaders(server: TestServer, role: Role): Promise<Record<string, string>> {
  const key = newToken('rk')
  const id = server.deps.contextFor(SYSTEM).newId()
  await server.db.client.apiKey.create({
    data: { id, name: `Test ${role}`, role, prefix: 'rk_test', tokenHash: hashToken(key), createdBy: 'test' },
  })
  return { authorization: `Bearer ${key.reveal()}` }
}
