import { cancelRun, confirmRun, getRun, listChanges, listRuns, startRun } from '@rollcall/directory'
import {
  changeListInput,
  changeListing,
  connectionId,
  runId,
  runListInput,
  runListing,
  runView,
  startRunInput,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { pageOf as examplePage } from './examples/page-of.ts'
import * as example from './examples/runs.ts'
import { route, type RestRoute } from './route.ts'

const tag = 'Sync runs'
const byId = z.object({ id: runId })
const ofConnection = z.object({ id: connectionId })
const connection = '/api/directory/connections/{id}'
const run = '/api/directory/runs/{id}'

export const runRoutes: readonly RestRoute[] = [
  route({
    method: 'POST',
    path: `${connection}/plan`,
    access: 'runs.start',
    tag,
    summary: 'Plan a sync',
    description:
      'Starts a run that reads the directory, works out what would change, and stops at `awaiting_confirmation`. A connection has one active run at a time; if there is one, that run is the answer.',
    params: ofConnection,
    body: startRunInput,
    status: 202,
    response: runView,
    examples: { body: { mode: 'full' }, response: example.run },
    run: async ({ ctx, params, body }) => {
      const input = { connectionId: params.id, planOnly: true, ...body }
      return (await startRun({ ctx, input })).run
    },
  }),
  route({
    method: 'POST',
    path: `${connection}/sync`,
    access: 'runs.start',
    tag,
    summary: 'Start a sync',
    description:
      'Starts a run that reads, plans and applies. A plan that would take access from unusually many people waits for confirmation. If the connection has an active run, that run is the answer.',
    params: ofConnection,
    body: startRunInput,
    status: 202,
    response: runView,
    examples: { body: { mode: 'full' }, response: example.run },
    run: async ({ ctx, params, body }) => {
      const input = { connectionId: params.id, ...body }
      return (await startRun({ ctx, input })).run
    },
  }),
  route({
    method: 'GET',
    path: `${connection}/runs`,
    access: 'runs.read',
    tag,
    summary: 'List runs of a connection',
    description: 'Newest first.',
    params: ofConnection,
    query: runListInput.omit({ connectionId: true }),
    response: runListing,
    examples: { response: examplePage(example.run) },
    run: ({ ctx, params, query }) => listRuns({ ctx, input: { ...query, connectionId: params.id } }),
  }),
  route({
    method: 'GET',
    path: '/api/directory/runs',
    access: 'runs.read',
    tag,
    summary: 'List runs of all connections',
    description: 'Newest first.',
    query: runListInput,
    response: runListing,
    examples: { response: examplePage(example.run) },
    run: ({ ctx, query }) => listRuns({ ctx, input: query }),
  }),
  route({
    method: 'GET',
    path: run,
    access: 'runs.read',
    tag,
    summary: 'Get a run',
    description: 'With its counts and progress. Ask again to follow it.',
    params: byId,
    response: runView,
    examples: { response: example.run },
    run: ({ ctx, params }) => getRun({ ctx, input: params }),
  }),
  route({
    method: 'GET',
    path: `${run}/changes`,
    access: 'runs.read',
    tag,
    summary: 'List what a run would change or changed',
    description: 'One row per operation, in the order they are applied. `kinds` counts the whole run.',
    params: byId,
    query: changeListInput,
    response: changeListing,
    examples: { response: example.changeListing },
    run: ({ ctx, params, query }) => listChanges({ ctx, input: { ...query, runId: params.id } }),
  }),
  route({
    method: 'POST',
    path: `${run}/confirm`,
    access: 'runs.confirm',
    tag,
    summary: 'Confirm a waiting run',
    description: 'The plan is applied as it was shown.',
    params: byId,
    response: runView,
    failures: ['run_not_waiting'],
    examples: { response: example.run },
    run: ({ ctx, params }) => confirmRun({ ctx, input: params }),
  }),
  route({
    method: 'POST',
    path: `${run}/cancel`,
    access: 'runs.cancel',
    tag,
    summary: 'Cancel a run',
    description: 'Takes effect within a batch. What was applied before stays.',
    params: byId,
    response: runView,
    failures: ['run_not_active'],
    examples: { response: example.run },
    run: ({ ctx, params }) => cancelRun({ ctx, input: params }),
  }),
]
