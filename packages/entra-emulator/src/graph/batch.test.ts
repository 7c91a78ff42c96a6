import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import { errorOf, TestClient, textAt } from '../testing/test-client.ts'
import type { TestReply } from '../testing/test-client.ts'

let client: TestClient
beforeAll(async () => {
  client = await TestClient.start({ tenants: [{ people: 30 }] })
})
afterAll(() => client.close())
afterEach(() => client.emulator.control.clearFaults())

async function batch(requests: JsonValue[]): Promise<TestReply> {
  return client.send('/v1.0/$batch', {
    method: 'POST',
    headers: { authorization: `Bearer ${await client.token()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ requests }),
  })
}

function responses(reply: TestReply): Map<string, JsonObject> {
  const list = Array.isArray(reply.json['responses']) ? reply.json['responses'].filter(isJsonObject) : []
  return new Map(list.map((response) => [textAt(response, 'id'), response]))
}

const get = (id: string, url: string, more: JsonObject = {}): JsonObject => ({
  id,
  method: 'GET',
  url,
  ...more,
})

test('every request is answered by itself, with its own headers', async () => {
  const reply = await batch([
    get('a', '/users?$select=id&$top=2'),
    get('b', 'groups/$count', { headers: { ConsistencyLevel: 'eventual' } }),
    get('c', '/users/00000000-0000-4000-8000-000000000000'),
    get('d', '/organization'),
    { id: 'e', method: 'DELETE', url: '/users/1' },
  ])
  const found = responses(reply)
  expect(reply.status).toBe(200)
  expect([...found].map(([id, response]) => [id, response['status']])).toEqual([
    ['a', 200],
    ['b', 200],
    ['c', 404],
    ['d', 403],
    ['e', 405],
  ])
  expect(found.get('a')?.['body']).toMatchObject({
    value: [{ id: expect.any(String) }, { id: expect.any(String) }],
  })
  expect(found.get('a')?.['headers']).toMatchObject({ 'x-ms-resource-unit': '1' })
})

test('one throttled request does not fail the others', async () => {
  client.emulator.control.addFault({
    match: { path: '^/v1.0/groups', times: 1 },
    effect: { kind: 'throttle', retryAfter: 2.128 },
  })
  const found = responses(
    await batch([get('a', '/users'), get('b', '/groups'), get('c', '/groups', { dependsOn: ['b'] })]),
  )
  expect(found.get('a')?.['status']).toBe(200)
  expect(found.get('b')).toMatchObject({ status: 429, headers: { 'retry-after': '2.128' } })
  expect(found.get('c')?.['status']).toBe(424)
})

test('what is no batch is refused as a whole', async () => {
  const many = Array.from({ length: 21 }, (_, at) => get(String(at), '/users'))
  expect(errorOf(await batch(many))).toMatchObject({ status: 400, code: 'MaximumValueExceeded' })
  expect((await batch(many.slice(0, 20))).status).toBe(200)
  expect((await batch([get('a', '/users'), get('a', '/groups')])).status).toBe(400)
  expect((await batch(['nonsense'])).status).toBe(400)
  expect((await client.graph('/$batch')).status).toBe(405)
})
