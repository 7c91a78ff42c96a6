import {
  createScimConnection,
  createScimToken,
  getScimRequest,
  getScimResource,
  listScimGroups,
  listScimRequests,
  listScimTokens,
  listScimUsers,
  revokeScimToken,
} from '@rollcall/directory'
import {
  connectionId,
  connectionView,
  createdScimTokenView,
  createScimConnectionInput,
  createScimTokenInput,
  pageOf,
  scimGroupListing,
  scimRequestDetail,
  scimRequestId,
  scimRequestListing,
  scimRequestsInput,
  scimResourcesInput,
  scimResourceView,
  scimTokenId,
  scimTokenView,
  scimUserListing,
  selfTestReport,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { pageOf as examplePage } from './examples/page-of.ts'
import * as example from './examples/provisioning.ts'
import { route, type RestRoute } from './route.ts'

const tag = 'SCIM provisioning'
const byId = z.object({ id: connectionId })
const at = '/api/directory/connections/{id}'
/** A connection that reads a directory has none of this. */
const failures = ['conflict'] as const

/** The admin side of inbound SCIM: who may push, what they asked, and what they pushed. */
export const scimRoutes: readonly RestRoute[] = [
  route({
    method: 'POST',
    path: '/api/directory/scim',
    access: 'connections.edit',
    tag,
    summary: 'Create a connection that a SCIM client pushes to',
    description:
      'The answer holds `baseUrl`, which Microsoft Entra calls Tenant URL. Nobody can come in before there is a token. Other settings are those of a connection: `PATCH /api/directory/connections/{id}`.',
    body: createScimConnectionInput,
    status: 201,
    response: connectionView,
    examples: { body: example.newScimConnection, response: example.scimConnection },
    run: ({ ctx, body }) => createScimConnection({ ctx, input: body }),
  }),
  route({
    method: 'GET',
    path: `${at}/tokens`,
    access: 'connections.read',
    tag,
    summary: 'List tokens',
    description:
      'All of them on one page, newest first, also expired and revoked ones. The tokens themselves are not stored.',
    params: byId,
    response: pageOf(scimTokenView),
    failures,
    examples: { response: examplePage(example.token) },
    run: async ({ ctx, params }) => {
      const items = await listScimTokens({ ctx, input: { connectionId: params.id } })
      return { items, total: items.length, nextCursor: null }
    },
  }),
  route({
    method: 'POST',
    path: `${at}/tokens`,
    access: 'provisioning.edit',
    tag,
    summary: 'Create a token',
    description:
      'The answer is the only time the token is shown. Several may live at once, so that a client can change to a new one without a gap.',
    params: byId,
    body: createScimTokenInput,
    status: 201,
    response: createdScimTokenView,
    failures,
    examples: { body: example.newToken, response: example.createdToken },
    run: ({ ctx, params, body }) => createScimToken({ ctx, input: { ...body, connectionId: params.id } }),
  }),
  route({
    method: 'DELETE',
    path: `${at}/tokens/{tokenId}`,
    access: 'provisioning.edit',
    tag,
    summary: 'Revoke a token',
    description: 'The next request with it is refused. Revoking a token again changes nothing.',
    params: byId.extend({ tokenId: scimTokenId }),
    status: 204,
    failures,
    examples: {},
    run: ({ ctx, params }) =>
      revokeScimToken({ ctx, input: { connectionId: params.id, tokenId: params.tokenId } }),
  }),
  route({
    method: 'GET',
    path: `${at}/requests`,
    access: 'provisioning.read',
    tag,
    summary: 'List requests of the client',
    description:
      'Newest first, for as many days as the connection keeps them. `show` is `all`, `writes` or `problems`. A page of a narrow search can be short or empty and still have a `nextCursor`: it leads on to older requests.',
    params: byId,
    query: scimRequestsInput,
    response: scimRequestListing,
    failures,
    examples: { response: { items: [example.request], nextCursor: null } },
    run: ({ ctx, params, query }) => listScimRequests({ ctx, input: { ...query, connectionId: params.id } }),
  }),
  route({
    method: 'GET',
    path: `${at}/requests/{requestId}`,
    access: 'provisioning.read',
    tag,
    summary: 'Get a request of the client',
    description: 'With its bodies: names of attributes stay, personal values do not.',
    params: byId.extend({ requestId: scimRequestId }),
    response: scimRequestDetail,
    examples: { response: example.requestDetail },
    run: ({ ctx, params }) =>
      getScimRequest({ ctx, input: { id: params.requestId, connectionId: params.id } }),
  }),
  route({
    method: 'GET',
    path: `${at}/resources/users`,
    access: 'provisioning.read',
    tag,
    summary: 'List pushed users',
    description:
      'By userName. `search` looks in names, mail and userName, or for a whole externalId; its `total` ends at 10,000. `userId` is the person here; null while a conflict is open.',
    params: byId,
    query: scimResourcesInput,
    response: scimUserListing,
    failures,
    examples: { response: examplePage(example.userRow) },
    run: ({ ctx, params, query }) => listScimUsers({ ctx, input: { ...query, connectionId: params.id } }),
  }),
  route({
    method: 'GET',
    path: `${at}/resources/groups`,
    access: 'provisioning.read',
    tag,
    summary: 'List pushed groups',
    description: 'By name. `search` looks in names, or for a whole externalId.',
    params: byId,
    query: scimResourcesInput,
    response: scimGroupListing,
    failures,
    examples: { response: examplePage(example.groupRow) },
    run: ({ ctx, params, query }) => listScimGroups({ ctx, input: { ...query, connectionId: params.id } }),
  }),
  route({
    method: 'GET',
    path: `${at}/resources/{resourceId}`,
    access: 'provisioning.read',
    tag,
    summary: 'Get a pushed user or group',
    description:
      '`resource` is what the client would get, for a group without its members: the first hundred of them are in `members`.',
    params: byId.extend({ resourceId: z.uuid() }),
    response: scimResourceView,
    failures,
    examples: { response: example.resource },
    run: ({ ctx, params }) =>
      getScimResource({ ctx, input: { connectionId: params.id, id: params.resourceId } }),
  }),
  route({
    method: 'POST',
    path: `${at}/self-test`,
    access: 'provisioning.edit',
    tag,
    summary: 'Test the service provider',
    description:
      'Plays the checks of a SCIM validator against a sandbox with the settings of this connection. Nothing of the connection changes.',
    params: byId,
    response: selfTestReport,
    failures,
    examples: { response: example.selfTest },
    run: ({ deps, params }) => deps.scim.selfTest(params.id),
  }),
]
