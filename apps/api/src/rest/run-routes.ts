import {
  cancelRun,
  confirmRun,
  exportChanges,
  getRun,
  listChanges,
  listRuns,
  startRun,
  startUndo,
} from '@rollcall/directory'
import {
  cancelRunInput,
  changeFilter,
  changeListInput,
  changeListing,
  confirmRunInput,
  connectionId,
  runId,
  runListInput,
  runListing,
  runView,
  startRunInput,
  undoRunInput,
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
    description:
      'One row per operation, in the order they are applied. `kinds` and `outcomes` count the whole run. A search is counted up to 1,000, and its words of one or two letters must begin a word; `totalIsLeast` says that there are more.',
    params: byId,
    query: changeListInput,
    response: changeListing,
    examples: { response: example.changeListing },
    run: ({ ctx, params, query }) => listChanges({ ctx, input: { ...query, runId: params.id } }),
  }),
  route({
    method: 'GET',
    path: `${run}/changes.csv`,
    access: 'runs.read',
    tag,
    summary: 'Export the changes of a run for a spreadsheet',
    description:
      'CSV in UTF-8 with every field before and after. Cells that a spreadsheet would run as a formula begin with an apostrophe. Sent piece by piece, whatever the size of the run.',
    params: byId,
    query: changeFilter,
    file: 'text/csv; charset=utf-8',
    examples: { response: example.changesCsv },
    run: ({ ctx, params, query }) =>
      exportChanges({ ctx, input: { ...query, runId: params.id, format: 'csv' } }),
  }),
  route({
    method: 'GET',
    path: `${run}/changes.jsonl`,
    access: 'runs.read',
    tag,
    summary: 'Export the changes of a run for a program',
    description: 'One JSON object a line, each as in the list of changes. Sent piece by piece.',
    params: byId,
    query: changeFilter,
    file: 'application/jsonl; charset=utf-8',
    examples: { response: example.changesJsonLines },
    run: ({ ctx, params, query }) =>
      exportChanges({ ctx, input: { ...query, runId: params.id, format: 'jsonl' } }),
  }),
  route({
    method: 'POST',
    path: `${run}/confirm`,
    access: 'runs.confirm',
    tag,
    summary: 'Confirm a waiting run',
    description:
      'The plan is applied as it was shown. `note` says why and is kept with the run. `leaveOut` names changes that stay as they are, by their `seq` or by kind; the next plan offers them again. Realms come with the people who gain them and cannot be left out. With everything left out, the run ends as if it had been rejected.',
    params: byId,
    body: confirmRunInput,
    response: runView,
    failures: ['run_not_waiting'],
    examples: { body: example.confirmation, response: example.run },
    run: ({ ctx, params, body }) => confirmRun({ ctx, input: { ...body, ...params } }),
  }),
  route({
    method: 'POST',
    path: `${run}/cancel`,
    access: 'runs.cancel',
    tag,
    summary: 'Reject a plan or cancel a run',
    description:
      'Rejects a plan that waits; `note` says why and is kept with the run. A run that is being worked on stops within a batch, and what was applied before stays.',
    params: byId,
    body: cancelRunInput,
    response: runView,
    failures: ['run_not_active'],
    examples: { body: { note: 'The wrong groups were selected.' }, response: example.run },
    run: ({ ctx, params, body }) => cancelRun({ ctx, input: { ...body, ...params } }),
  }),
  route({
    method: 'POST',
    path: `${run}/undo`,
    access: 'runs.undo',
    tag,
    summary: 'Plan to take a run back',
    description:
      'Starts a run that works out how to take back what this one applied, for everyone or for the person in `userId`, and waits at `awaiting_confirmation`. Whatever changed since stays and is named. Refused with `conflict` when there is nothing to take back, or while another run of the connection is active; asked twice, the same run is the answer.',
    params: byId,
    body: undoRunInput,
    status: 202,
    response: runView,
    failures: ['conflict'],
    examples: { body: example.undoRequest, response: example.undo },
    run: async ({ ctx, params, body }) => (await startUndo({ ctx, input: { ...body, ...params } })).run,
  }),
]
