import { PERMISSIONS, ROLE_LABELS, type ErrorCode } from '@rollcall/vocabulary'
import { HTTP_STATUS } from '../failures.ts'
import type { RestRoute } from './route.ts'
import { createSchemaBook, type JsonSchema, type SchemaBook } from './schema-book.ts'

/** OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.1 */
export interface OpenApiDocument {
  openapi: '3.1.1'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  security: Record<string, string[]>[]
  tags: { name: string }[]
  paths: Record<string, Record<string, object>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, object> }
}

const DESCRIPTION = `Everything the console does, for programs. Send an API key as \`Authorization: Bearer rk_...\`.

Dates are ISO 8601 in UTC. Lists answer \`{items, total, nextCursor}\`; pass \`nextCursor\` back as \`cursor\` to go on. Every
error has the same body, \`{code, message, issues?}\`: \`code\` is for programs, \`message\` for people, \`issues\` names each field
that was wrong. Every answer carries \`x-request-id\`, which the server's log repeats.`

const MEANINGS: Record<number, string> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted; the run goes on by itself.',
  204: 'Done. There is no body.',
  400: 'The request is not valid; `issues` says where.',
  401: 'The API key is missing or not valid.',
  403: 'The role of the key does not allow this.',
  404: 'There is no such thing.',
  409: 'The state of things does not allow this now.',
  413: 'The body is larger than 1 MB.',
  500: 'Something unexpected went wrong on the server.',
  502: 'The directory refused or could not be reached.',
}

/** The document that describes exactly these routes. */
export function toOpenApi(
  routes: readonly RestRoute[],
  server: { version: string; publicUrl: string },
): OpenApiDocument {
  const book = createSchemaBook()
  const paths: OpenApiDocument['paths'] = {}
  for (const route of routes) {
    const path = (paths[route.path] ??= {})
    path[route.method.toLowerCase()] = toOperation(route, book)
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Rollcall', version: server.version, description: DESCRIPTION },
    servers: [{ url: server.publicUrl }],
    security: [{ apiKey: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: book.components(),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the server.' },
      },
    },
  }
}

function toOperation(route: RestRoute, book: SchemaBook): object {
  const parameters = [
    ...toParameters('path', route.params && book.input(route.params)),
    ...toParameters('query', route.query && book.query(route.query)),
  ]
  return {
    tags: [route.tag],
    operationId: operationId(route),
    summary: route.summary,
    description: [route.description, neededRole(route)].filter(Boolean).join('\n\n'),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: toRequestBody(route, book.input(route.body)) }),
    responses: toResponses(route, book),
  }
}

/** `GET /api/directory/connections/{id}/groups` -> `getDirectoryConnectionsByIdGroups` */
function operationId({ method, path }: RestRoute): string {
  const words = path
    .replace(/^\/api\//, '')
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[/.-]/)
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function neededRole({ access }: RestRoute): string {
  if (access === 'public' || access === 'signed_in') return 'Any role.'
  return `Needs the role ${ROLE_LABELS[PERMISSIONS[access]]} or higher.`
}

function toParameters(place: 'path' | 'query', schema: JsonSchema | null): object[] {
  const required = new Set(schema?.required ?? [])
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }))
}

function toRequestBody(route: RestRoute, schema: JsonSchema): object {
  const example = route.examples.body
  const optional = route.body?.safeParse(undefined).success ?? false
  return {
    required: !optional,
    content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
  }
}

function toResponses(route: RestRoute, book: SchemaBook): Record<string, object> {
  const responses: Record<string, object> = { [route.status]: toSuccess(route, book) }
  const failures = failuresOf(route)
  for (const status of new Set(failures.map((code) => HTTP_STATUS[code]))) {
    const codes = failures.filter((code) => HTTP_STATUS[code] === status)
    responses[status] = toFailureResponse(status, codes, book)
  }
  return responses
}

function toSuccess(route: RestRoute, book: SchemaBook): object {
  const description = MEANINGS[route.status] ?? 'Done.'
  if (route.file !== null) {
    const example = route.examples.response
    return { description, content: { [route.file]: { schema: { type: 'string' }, example } } }
  }
  if (!route.response) return { description }
  const example = route.examples.response
  return { description, content: { 'application/json': { schema: book.output(route.response), example } } }
}

function toFailureResponse(status: number, codes: readonly ErrorCode[], book: SchemaBook): object {
  const description = `${MEANINGS[status] ?? 'An error.'} Code: ${codes.map((code) => `\`${code}\``).join(' or ')}.`
  const example = { code: codes[0], message: 'A sentence that says what happened and what to do.' }
  return { description, content: { 'application/json': { schema: book.error(), example } } }
}

/** Every expected failure of a route. */
export function failuresOf(route: RestRoute): ErrorCode[] {
  const codes = new Set<ErrorCode>(['unauthenticated', 'forbidden', 'internal'])
  if (route.params || route.query || route.body) codes.add('invalid_input')
  if (route.params) codes.add('not_found')
  if (route.body) codes.add('too_large')
  for (const code of route.failures) codes.add(code)
  return [...codes]
}
