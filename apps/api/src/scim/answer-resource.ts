import {
  deleteScimGroup,
  deleteScimUser,
  findScimResource,
  patchScimGroup,
  patchScimUser,
  replaceScimGroup,
  replaceScimUser,
} from '@rollcall/directory'
import {
  asksFor,
  matchesEtag,
  readPatch,
  readResource,
  ScimError,
  splitMembers,
  toWeakEtag,
  type ResourceType,
} from '@rollcall/scim'
import { RELATED, resourceOf, withMembers } from './answer-collection.ts'
import { MethodRefused } from './method-refused.ts'
import { isScimId } from './read-address.ts'
import { toCall, type ScimAnswer, type ScimRequest } from './scim-request.ts'
import { projectionOf, toEmptyAnswer, toResourceAnswer } from './to-answer.ts'

/** `/Users/{id}`, `/Groups/{id}`. Ids are compared as they were given: ours are in lower case. */
export async function answerResource(
  request: ScimRequest,
  type: ResourceType,
  id: string,
): Promise<ScimAnswer> {
  switch (request.method) {
    case 'GET':
      return get(request, type, ours(type, id))
    case 'PUT':
      return replace(request, type, ours(type, id))
    case 'PATCH':
      return patch(request, type, ours(type, id))
    case 'DELETE':
      return remove(request, type, ours(type, id))
    default:
      throw new MethodRefused('GET, HEAD, PUT, PATCH, DELETE')
  }
}

/** Throws 404 for what no resource of ours is called, before anyone looks for it. */
function ours(type: ResourceType, id: string): string {
  if (isScimId(id)) return id.toLowerCase()
  throw unknown(type)
}

function unknown(type: ResourceType): ScimError {
  return new ScimError(404, null, `There is no ${type} with this id. It may have been deleted.`)
}

async function get(request: ScimRequest, type: ResourceType, id: string): Promise<ScimAnswer> {
  const related = asksFor(projectionOf(request.query), RELATED[type])
  const stored = await findScimResource(toCall(request, { type, id, related }))
  if (!stored) throw unknown(type)
  const etag = toWeakEtag(stored.version)
  if (request.ifMatch !== null && !matchesEtag(request.ifMatch, etag))
    throw new ScimError(412, null, 'This is not the latest version. Read the resource again.')
  if (matchesEtag(request.ifNoneMatch, etag))
    return { status: 304, body: null, etag, location: null, written: null }
  return toResourceAnswer(request, type, stored, { status: 200, written: null })
}

async function replace(request: ScimRequest, type: ResourceType, id: string): Promise<ScimAnswer> {
  const { ifMatch } = request
  const document = readResource(request.body.read(), type)
  if (type === 'User') {
    const written = await replaceScimUser(toCall(request, { id, document, ifMatch }))
    return toResourceAnswer(request, type, resourceOf(written), { status: 200, written })
  }
  const { group, memberIds } = splitMembers(document)
  const input = { id, document: group, memberIds, ifMatch }
  const written = await replaceScimGroup(toCall(request, input))
  const stored = withMembers(resourceOf(written), memberIds)
  return toResourceAnswer(request, type, stored, { status: 200, written })
}

/** A Group answers 204 whatever was done to it: its members are never sent back unasked. */
async function patch(request: ScimRequest, type: ResourceType, id: string): Promise<ScimAnswer> {
  const operations = readPatch(request.body.read())
  const call = toCall(request, { id, operations, ifMatch: request.ifMatch })
  if (type === 'Group') return toEmptyAnswer(await patchScimGroup(call))
  const written = await patchScimUser(call)
  return toResourceAnswer(request, type, resourceOf(written), { status: 200, written })
}

async function remove(request: ScimRequest, type: ResourceType, id: string): Promise<ScimAnswer> {
  const call = toCall(request, { id, ifMatch: request.ifMatch })
  return toEmptyAnswer(await (type === 'User' ? deleteScimUser(call) : deleteScimGroup(call)))
}
