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
import { allow, router } from './procedure.ts'

const ofConnection = z.object({ connectionId })

export const provisioningRouter = router({
  createConnection: allow('connections.edit')
    .input(createScimConnectionInput)
    .output(connectionView)
    .mutation(({ ctx, input }) => createScimConnection({ ctx: ctx.verb, input })),
  tokens: allow('connections.read')
    .input(ofConnection)
    .output(z.array(scimTokenView))
    .query(({ ctx, input }) => listScimTokens({ ctx: ctx.verb, input })),
  createToken: allow('provisioning.edit')
    .input(createScimTokenInput.extend(ofConnection.shape))
    .output(createdScimTokenView)
    .mutation(({ ctx, input }) => createScimToken({ ctx: ctx.verb, input })),
  revokeToken: allow('provisioning.edit')
    .input(ofConnection.extend({ tokenId: scimTokenId }))
    .output(z.object({ revoked: z.literal(true) }))
    .mutation(({ ctx, input }) => revokeScimToken({ ctx: ctx.verb, input })),
  requests: allow('provisioning.read')
    .input(scimRequestsInput.extend(ofConnection.shape))
    .output(scimRequestListing)
    .query(({ ctx, input }) => listScimRequests({ ctx: ctx.verb, input })),
  request: allow('provisioning.read')
    .input(z.object({ id: scimRequestId }))
    .output(scimRequestDetail)
    .query(({ ctx, input }) => getScimRequest({ ctx: ctx.verb, input })),
  users: allow('provisioning.read')
    .input(scimResourcesInput.extend(ofConnection.shape))
    .output(scimUserListing)
    .query(({ ctx, input }) => listScimUsers({ ctx: ctx.verb, input })),
  groups: allow('provisioning.read')
    .input(scimResourcesInput.extend(ofConnection.shape))
    .output(scimGroupListing)
    .query(({ ctx, input }) => listScimGroups({ ctx: ctx.verb, input })),
  resource: allow('provisioning.read')
    .input(ofConnection.extend({ id: z.uuid() }))
    .output(scimResourceView)
    .query(({ ctx, input }) => getScimResource({ ctx: ctx.verb, input })),
  selfTest: allow('provisioning.edit')
    .input(ofConnection)
    .output(selfTestReport)
    .mutation(({ ctx, input }) => ctx.deps.scim.selfTest(input.connectionId)),
})
