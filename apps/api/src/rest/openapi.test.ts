import { errorView } from '@rollcall/vocabulary'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { HTTP_STATUS } from '../failures.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { failuresOf, toOpenApi } from './openapi.ts'
import { REST_ROUTES } from './routes.ts'

const document = toOpenApi(REST_ROUTES, { version: '1.2.3', publicUrl: 'https://rollcall.test.example' })
const text = JSON.stringify(document)

const operation = z.object({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  summary: z.string().min(3),
  description: z.string().min(3),
  tags: z.array(z.string()).length(1),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query']),
        required: z.boolean(),
        schema: z.record(z.string(), z.unknown()),
      }),
    )
    .default([]),
  requestBody: z.object({ required: z.boolean(), content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(
    z.string(),
    z.object({ description: z.string().min(3), content: z.unknown().optional() }),
  ),
})
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, value]) => ({ path, method, ...operation.parse(value) })),
)

describe('the OpenAPI document', () => {
  it('describes every route and nothing else, each under a name of its own', () => {
    const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    expect(described).toEqual(REST_ROUTES.map((route) => `${route.method} ${route.path}`))
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length)
  })

  it('points only to schemas that are there, and keeps none that nothing points to', () => {
    const pointed = new Set(
      [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1] ?? ''),
    )
    expect(Object.keys(document.components.schemas)).toEqual(
      [...pointed].toSorted((a, b) => a.localeCompare(b)),
    )
    for (const schema of Object.values(document.components.schemas)) expect(schema.$ref).toBeUndefined()
    expect(text).not.toContain('$defs')
    expect(text).not.toContain('"$schema"')
  })

  it('declares every parameter of a path, and the right kind of each query value', () => {
    for (const { path, parameters } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(named)
      for (const parameter of parameters) expect(Object.keys(parameter.schema)).not.toHaveLength(0)
    }
    const users = operations.find((one) => one.path === '/api/users')
    const claimed = users?.parameters.find((one) => one.name === 'claimed')
    const limit = users?.parameters.find((one) => one.name === 'limit')
    expect(claimed?.schema).toMatchObject({ type: 'boolean' })
    expect(limit).toMatchObject({
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    })
  })

  it('declares every failure of a route', () => {
    for (const route of REST_ROUTES) {
      const own = operations.find(
        (one) => one.path === route.path && one.method === route.method.toLowerCase(),
      )
      for (const code of failuresOf(route)) {
        expect(own?.responses[HTTP_STATUS[code]]?.description).toContain(`\`${code}\``)
      }
    }
  })

  it('shows no secret in what a connection answers', () => {
    const { properties } = document.components.schemas['Connection'] ?? {}
    expect(Object.keys(properties ?? {})).toContain('hasSecret')
    expect(JSON.stringify(properties)).not.toContain('clientSecret')
  })
})

describe('examples', () => {
  it.each(REST_ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'of %s parse',
    (_name, route) => {
      if (route.body)
        expect(
          z.strictObject({ value: route.body }).safeParse({ value: route.examples.body }).error,
        ).toBeUndefined()
      else expect(route.examples.body).toBeUndefined()
      if (route.response) expect(route.response.safeParse(route.examples.response).error).toBeUndefined()
      else if (route.file === null) expect(route.status).toBe(204)
      else expect(typeof route.examples.response).toBe('string')
    },
  )
})

describe('the documentation', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await openTestServer()
  })
  afterAll(() => server.close())

  it('is the document of the routes that the server has', async () => {
    const answer = await server.app.inject({ url: '/api/openapi.json' })
    expect(answer.statusCode).toBe(200)
    expect(Object.keys(answer.json().paths)).toEqual(Object.keys(document.paths))
    for (const route of REST_ROUTES) {
      const url = route.path.replace(/\{(\w+)\}/g, ':$1')
      expect(server.app.hasRoute({ method: route.method, url })).toBe(true)
    }
  })

  it('can be read in a browser under the strict policy: own files, no inline script', async () => {
    const page = await server.app.inject({ url: '/api/docs' })
    expect(page.headers['content-type']).toContain('text/html')
    expect(String(page.headers['content-security-policy'])).toContain("script-src 'self'")
    expect(page.body).not.toMatch(/<script>|onload=/)
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(files.length).toBe(3)
    for (const url of files) {
      const file = await server.app.inject({ url })
      expect([url, file.statusCode]).toEqual([url, 200])
    }
    const other = await server.app.inject({ url: '/api/docs/files/package.json' })
    expect(errorView.parse(other.json()).code).toBe('not_found')
  })
})
