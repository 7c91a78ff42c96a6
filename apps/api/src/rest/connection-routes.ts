import {
  checkConnection,
  createEntraConnection,
  deleteConnection,
  getConnection,
  listConnections,
  listGroups,
  listMappings,
  resumeSchedule,
  setMappings,
  updateConnection,
} from '@rollcall/directory'
import {
  checkReport,
  connectionId,
  connectionView,
  createEntraConnectionInput,
  deleteConnectionInput,
  groupListInput,
  groupListing,
  mappingView,
  mappingsInput,
  pageOf,
  updateConnectionInput,
  updatedConnectionView,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import * as example from './examples/connections.ts'
import { pageOf as examplePage } from './examples/page-of.ts'
import { route, type RestRoute } from './route.ts'

const tag = 'Connections'
const byId = z.object({ id: connectionId })
const at = '/api/directory/connections/{id}'

export const connectionRoutes: readonly RestRoute[] = [
  route({
    method: 'POST',
    path: '/api/directory/entra',
    access: 'connections.edit',
    tag,
    summary: 'Connect a Microsoft Entra ID tenant',
    description:
      'Stores what is needed to read the tenant: a client secret, or a certificate with its private key. Either is sealed and appears in no answer. Nothing is read yet: check the connection, then plan or sync.',
    body: createEntraConnectionInput,
    status: 201,
    response: connectionView,
    failures: ['already_exists'],
    examples: { body: example.newConnection, response: example.connection },
    run: ({ ctx, body }) => createEntraConnection({ ctx, input: body }),
  }),
  route({
    method: 'GET',
    path: '/api/directory/connections',
    access: 'connections.read',
    tag,
    summary: 'List connections',
    description: 'All of them, on one page.',
    response: pageOf(connectionView),
    examples: { response: examplePage(example.connection) },
    run: async ({ ctx }) => {
      const items = await listConnections({ ctx, input: {} })
      return { items, total: items.length, nextCursor: null }
    },
  }),
  route({
    method: 'GET',
    path: at,
    access: 'connections.read',
    tag,
    summary: 'Get a connection',
    params: byId,
    response: connectionView,
    examples: { response: example.connection },
    run: ({ ctx, params }) => getConnection({ ctx, input: params }),
  }),
  route({
    method: 'PATCH',
    path: at,
    access: 'connections.edit',
    tag,
    summary: 'Change a connection',
    description:
      'Fields that are absent stay as they are. A new `clientSecret` or `certificate` is tried first: when the directory refuses it, the stored one stays and the answer is `directory_refused`. One that could not be tried, because the directory did not answer or `force` is true, is stored all the same, and `notice` says so. A new `schedule` also ends a pause. `mirroring` and `keepRequestsDays` belong to a connection that a SCIM client pushes to; it has none of the settings that say how a directory is read.',
    params: byId,
    body: updateConnectionInput,
    response: updatedConnectionView,
    failures: ['conflict', 'directory_refused'],
    examples: { body: example.changedConnection, response: example.updatedConnection },
    run: ({ ctx, params, body }) => updateConnection({ ctx, input: { ...body, ...params } }),
  }),
  route({
    method: 'DELETE',
    path: at,
    access: 'connections.edit',
    tag,
    summary: 'Delete a connection',
    description:
      'What becomes of the people it brought is up to `people`: `keep`, `disable`, or `delete_untouched` (only those nobody has claimed or edited). The answer says what happened to them. A connection with a run under way is not deleted.',
    params: byId,
    query: deleteConnectionInput,
    response: z.object({ deleted: z.literal(true), people: z.number().int(), message: z.string() }),
    failures: ['conflict', 'last_owner'],
    examples: { response: example.deletedConnection },
    run: ({ ctx, params, query }) => deleteConnection({ ctx, input: { ...params, ...query } }),
  }),
  route({
    method: 'POST',
    path: `${at}/schedule/resume`,
    access: 'connections.edit',
    tag,
    summary: 'Resume a paused schedule',
    description:
      'A schedule is paused after three runs in a row that the directory refused, and when a sync was taken back. It goes on with its next slot; one that is not paused stays as it is.',
    params: byId,
    response: connectionView,
    failures: ['conflict'],
    examples: { response: example.connection },
    run: ({ ctx, params }) => resumeSchedule({ ctx, input: params }),
  }),
  route({
    method: 'POST',
    path: `${at}/check`,
    access: 'connections.check',
    tag,
    summary: 'Check a connection',
    description:
      'Tries everything a sync needs and reports each step with what was seen and what to do about it. A failed check is an answer with status 200. The report is stored with the connection. Of a connection that a SCIM client pushes to, what is stored is looked at: nobody is asked.',
    params: byId,
    response: checkReport,
    examples: { response: example.checkReport },
    run: ({ ctx, params }) => checkConnection({ ctx, input: params }),
  }),
  route({
    method: 'GET',
    path: `${at}/groups`,
    access: 'connections.read',
    tag,
    summary: 'List groups in the directory',
    description:
      'Asks the directory itself, so it needs working credentials. Of a connection that a SCIM client pushes to, the groups are those that were pushed.',
    params: byId,
    query: groupListInput,
    response: groupListing,
    failures: ['directory_refused', 'directory_unreachable'],
    examples: { response: example.groupListing },
    run: ({ ctx, params, query }) => listGroups({ ctx, input: { ...params, ...query } }),
  }),
  route({
    method: 'GET',
    path: `${at}/mappings`,
    access: 'connections.read',
    tag,
    summary: 'List group mappings',
    params: byId,
    response: z.array(mappingView),
    examples: { response: [example.mapping] },
    run: ({ ctx, params }) => listMappings({ ctx, input: params }),
  }),
  route({
    method: 'PUT',
    path: `${at}/mappings`,
    access: 'mappings.edit',
    tag,
    summary: 'Replace group mappings',
    description: 'The list as a whole. Memberships follow at the next sync.',
    params: byId,
    body: mappingsInput,
    response: z.array(mappingView),
    examples: { body: example.newMappings, response: [example.mapping] },
    run: ({ ctx, params, body }) => setMappings({ ctx, input: { ...params, mappings: body } }),
  }),
]
