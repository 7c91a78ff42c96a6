import {
  addRealmMember,
  createRealm,
  deleteRealm,
  getRealm,
  listRealms,
  removeRealmMember,
  updateRealm,
} from '@rollcall/directory'
import {
  createRealmInput,
  pageOf,
  realmId,
  realmListInput,
  realmView,
  updateRealmInput,
  userId,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { pageOf as examplePage } from './examples/page-of.ts'
import * as example from './examples/people.ts'
import { route, type RestRoute } from './route.ts'

const tag = 'Realms'
const byId = z.object({ id: realmId })
const member = z.object({ id: realmId, userId })

export const realmRoutes: readonly RestRoute[] = [
  route({
    method: 'GET',
    path: '/api/realms',
    access: 'realms.read',
    tag,
    summary: 'List realms',
    query: realmListInput,
    response: pageOf(realmView),
    examples: { response: examplePage(example.realm) },
    run: ({ ctx, query }) => listRealms({ ctx, input: query }),
  }),
  route({
    method: 'POST',
    path: '/api/realms',
    access: 'realms.edit',
    tag,
    summary: 'Create a realm',
    description: 'Without a slug, one is made from the name.',
    body: createRealmInput,
    status: 201,
    response: realmView,
    failures: ['already_exists'],
    examples: { body: { name: 'Field engineering', color: 'teal' }, response: example.realm },
    run: ({ ctx, body }) => createRealm({ ctx, input: body }),
  }),
  route({
    method: 'GET',
    path: '/api/realms/{id}',
    access: 'realms.read',
    tag,
    summary: 'Get a realm',
    params: byId,
    response: realmView,
    examples: { response: example.realm },
    run: ({ ctx, params }) => getRealm({ ctx, input: params }),
  }),
  route({
    method: 'PATCH',
    path: '/api/realms/{id}',
    access: 'realms.edit',
    tag,
    summary: 'Change a realm',
    params: byId,
    body: updateRealmInput,
    response: realmView,
    failures: ['already_exists'],
    examples: { body: { description: 'Engineers who work at customer sites.' }, response: example.realm },
    run: ({ ctx, params, body }) => updateRealm({ ctx, input: { ...body, ...params } }),
  }),
  route({
    method: 'DELETE',
    path: '/api/realms/{id}',
    access: 'realms.edit',
    tag,
    summary: 'Delete a realm',
    description: 'Its members stay; only their memberships end.',
    params: byId,
    status: 204,
    failures: ['conflict'],
    examples: {},
    run: ({ ctx, params }) => deleteRealm({ ctx, input: params }),
  }),
  route({
    method: 'PUT',
    path: '/api/realms/{id}/members/{userId}',
    access: 'realms.assignUnclaimed',
    tag,
    summary: 'Add a person to a realm',
    description:
      'By hand, beside any membership that a mapping gives. `added` is false when it was there already.',
    params: member,
    response: z.object({ added: z.boolean() }),
    examples: { response: { added: true } },
    run: ({ ctx, params }) => addRealmMember({ ctx, input: { realmId: params.id, userId: params.userId } }),
  }),
  route({
    method: 'DELETE',
    path: '/api/realms/{id}/members/{userId}',
    access: 'realms.assignUnclaimed',
    tag,
    summary: 'Remove a person from a realm',
    description:
      'Ends the membership made by hand. One that a mapping gives stays until the mapping changes.',
    params: member,
    response: z.object({ removed: z.boolean() }),
    failures: ['conflict'],
    examples: { response: { removed: true } },
    run: ({ ctx, params }) =>
      removeRealmMember({ ctx, input: { realmId: params.id, userId: params.userId } }),
  }),
]
