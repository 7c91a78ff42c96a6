import {
  checkConnection,
  createEntraConnection,
  deleteConnection,
  explainIdentity,
  getConnection,
  getLastCheck,
  listConnections,
  listDirectoryPeople,
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
  directoryPeopleInput,
  directoryPeopleListing,
  groupListInput,
  groupListing,
  identityWhyView,
  mappingView,
  mappingsInput,
  updateConnectionInput,
  updatedConnectionView,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { streamChecks } from '../live/stream-checks.ts'
import { allow, router } from './procedure.ts'

const byId = z.object({ id: connectionId })

export const connectionsRouter = router({
  list: allow('connections.read')
    .output(z.array(connectionView))
    .query(({ ctx }) => listConnections({ ctx: ctx.verb, input: {} })),
  get: allow('connections.read')
    .input(byId)
    .output(connectionView)
    .query(({ ctx, input }) => getConnection({ ctx: ctx.verb, input })),
  create: allow('connections.edit')
    .input(createEntraConnectionInput)
    .output(connectionView)
    .mutation(({ ctx, input }) => createEntraConnection({ ctx: ctx.verb, input })),
  update: allow('connections.edit')
    .input(updateConnectionInput.extend(byId.shape))
    .output(updatedConnectionView)
    .mutation(({ ctx, input }) => updateConnection({ ctx: ctx.verb, input })),
  resumeSchedule: allow('connections.edit')
    .input(byId)
    .output(connectionView)
    .mutation(({ ctx, input }) => resumeSchedule({ ctx: ctx.verb, input })),
  delete: allow('connections.edit')
    .input(deleteConnectionInput.extend(byId.shape))
    .output(z.object({ deleted: z.literal(true), people: z.number().int(), message: z.string() }))
    .mutation(({ ctx, input }) => deleteConnection({ ctx: ctx.verb, input })),
  check: allow('connections.check')
    .input(byId)
    .output(checkReport)
    .mutation(({ ctx, input, signal }) =>
      checkConnection({ ctx: ctx.verb, input: signal ? { ...input, signal } : input }),
    ),
  lastCheck: allow('connections.read')
    .input(byId)
    .output(checkReport.nullable())
    .query(({ ctx, input }) => getLastCheck({ ctx: ctx.verb, input })),
  checkLive: allow('connections.check')
    .input(byId)
    .subscription(({ ctx, input, signal }) => streamChecks({ ctx: ctx.verb, id: input.id, signal })),
  groups: allow('connections.read')
    .input(groupListInput.extend(byId.shape))
    .output(groupListing)
    .query(({ ctx, input }) => listGroups({ ctx: ctx.verb, input })),
  mappings: allow('connections.read')
    .input(byId)
    .output(z.array(mappingView))
    .query(({ ctx, input }) => listMappings({ ctx: ctx.verb, input })),
  setMappings: allow('mappings.edit')
    .input(byId.extend({ mappings: mappingsInput }))
    .output(z.array(mappingView))
    .mutation(({ ctx, input }) => setMappings({ ctx: ctx.verb, input })),
  people: allow('users.read')
    .input(directoryPeopleInput.prefault({}))
    .output(directoryPeopleListing)
    .query(({ ctx, input }) => listDirectoryPeople({ ctx: ctx.verb, input })),
  personWhy: allow('users.read')
    .input(z.object({ id: z.uuid() }))
    .output(identityWhyView)
    .query(({ ctx, input }) => explainIdentity({ ctx: ctx.verb, input })),
})
