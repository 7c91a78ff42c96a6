import { ROLES, isAtLeast, type Role } from '@rollcall/vocabulary'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { REST_ROUTES } from './routes.ts'

/** The lowest role of a key for each route; written by hand, so that a changed permission shows here. */
const LOWEST: Record<string, Role> = {
  'POST /api/directory/entra': 'admin',
  'GET /api/directory/connections': 'manager',
  'GET /api/directory/connections/{id}': 'manager',
  'PATCH /api/directory/connections/{id}': 'admin',
  'POST /api/directory/connections/{id}/schedule/resume': 'admin',
  'DELETE /api/directory/connections/{id}': 'admin',
  'POST /api/directory/connections/{id}/check': 'manager',
  'GET /api/directory/connections/{id}/groups': 'manager',
  'GET /api/directory/connections/{id}/mappings': 'manager',
  'PUT /api/directory/connections/{id}/mappings': 'admin',
  'POST /api/directory/scim': 'admin',
  'GET /api/directory/connections/{id}/tokens': 'manager',
  'POST /api/directory/connections/{id}/tokens': 'admin',
  'DELETE /api/directory/connections/{id}/tokens/{tokenId}': 'admin',
  'GET /api/directory/connections/{id}/requests': 'operator',
  'GET /api/directory/connections/{id}/requests/{requestId}': 'operator',
  'GET /api/directory/connections/{id}/resources/users': 'operator',
  'GET /api/directory/connections/{id}/resources/groups': 'operator',
  'GET /api/directory/connections/{id}/resources/{resourceId}': 'operator',
  'POST /api/directory/connections/{id}/self-test': 'admin',
  'POST /api/directory/connections/{id}/plan': 'manager',
  'POST /api/directory/connections/{id}/sync': 'manager',
  'GET /api/directory/connections/{id}/runs': 'operator',
  'GET /api/directory/runs': 'operator',
  'GET /api/directory/runs/{id}': 'operator',
  'GET /api/directory/runs/{id}/changes': 'operator',
  'GET /api/directory/runs/{id}/changes.csv': 'operator',
  'GET /api/directory/runs/{id}/changes.jsonl': 'operator',
  'POST /api/directory/runs/{id}/confirm': 'manager',
  'POST /api/directory/runs/{id}/cancel': 'manager',
  'POST /api/directory/runs/{id}/undo': 'manager',
  'GET /api/overview': 'operator',
  'GET /api/conflicts': 'operator',
  'POST /api/conflicts/{id}/decide': 'manager',
  'GET /api/events': 'operator',
  'GET /api/users': 'operator',
  'GET /api/users/counts': 'operator',
  'GET /api/users/unclaimed/{id}': 'operator',
  'GET /api/users/{id}': 'operator',
  'PATCH /api/users/{id}': 'operator',
  'DELETE /api/users/{id}': 'manager',
  'GET /api/users/{id}/timeline': 'operator',
  'GET /api/users/{id}/why': 'operator',
  'GET /api/directory/people': 'operator',
  'GET /api/directory/people/{identityId}/why': 'operator',
  'POST /api/users/{id}/claim': 'operator',
  'GET /api/users/{id}/claims': 'operator',
  'GET /api/claims/{id}': 'operator',
  'POST /api/claims/{id}/cancel': 'operator',
  'DELETE /api/claims/{id}/link': 'operator',
  'POST /api/mailings/preview': 'operator',
  'POST /api/mailings': 'operator',
  'GET /api/mailings': 'operator',
  'GET /api/mailings/{id}': 'operator',
  'GET /api/mailings/{id}/emails': 'operator',
  'POST /api/mailings/{id}/pause': 'operator',
  'POST /api/mailings/{id}/resume': 'operator',
  'POST /api/mailings/{id}/cancel': 'operator',
  'GET /api/settings/smtp': 'admin',
  'PUT /api/settings/smtp': 'admin',
  'DELETE /api/settings/smtp': 'admin',
  'POST /api/settings/smtp/test': 'admin',
  'GET /api/settings/wallet': 'admin',
  'PUT /api/settings/wallet': 'admin',
  'GET /api/invitations': 'operator',
  'POST /api/invitations': 'manager',
  'POST /api/invitations/{id}/resend': 'manager',
  'DELETE /api/invitations/{id}': 'manager',
  'GET /api/users/{id}/grants': 'operator',
  'POST /api/users/{id}/grants': 'manager',
  'DELETE /api/grants/{id}': 'manager',
  'GET /api/realms': 'operator',
  'POST /api/realms': 'manager',
  'GET /api/realms/{id}': 'operator',
  'PATCH /api/realms/{id}': 'manager',
  'DELETE /api/realms/{id}': 'manager',
  'PUT /api/realms/{id}/members/{userId}': 'operator',
  'DELETE /api/realms/{id}/members/{userId}': 'operator',
  'GET /api/keys': 'owner',
  'POST /api/keys': 'owner',
  'DELETE /api/keys/{id}': 'owner',
}
const NOBODY = '0199a1b0-0000-7000-8000-0000000000ff'
const cases = REST_ROUTES.flatMap((route) => ROLES.map((role) => [route.method, route.path, role] as const))

describe('who may use which route', () => {
  let server: TestServer
  const keys = new Map<Role, Record<string, string>>()
  beforeAll(async () => {
    server = await openTestServer()
    for (const role of ROLES) keys.set(role, await keyHeaders(server, role))
  })
  afterAll(() => server.close())

  it('is written down here for every route', () => {
    const routes = REST_ROUTES.map((route) => `${route.method} ${route.path}`)
    expect(Object.keys(LOWEST).toSorted()).toEqual(routes.toSorted())
  })

  it.each(cases)('%s %s as %s', async (method, path, role) => {
    const url = path.replace(/\{\w+\}/g, NOBODY)
    const answer = await server.app.inject({ method, url, headers: { ...keys.get(role) } })
    const lowest = LOWEST[`${method} ${path}`] ?? 'owner'
    if (isAtLeast(role, lowest)) {
      expect([401, 403]).not.toContain(answer.statusCode)
      expect(answer.statusCode).toBeLessThan(500)
    } else {
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
      expect(answer.json().message).toMatch(/needs the role/)
    }
  })

  it.each(REST_ROUTES.map((route) => [route.method, route.path] as const))(
    '%s %s without a key',
    async (method, path) => {
      const answer = await server.app.inject({ method, url: path.replace(/\{\w+\}/g, NOBODY) })
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated'])
    },
  )
})
