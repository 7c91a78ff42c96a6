import { decideConflict, getOverview, listConflicts, listEvents } from '@rollcall/directory'
import {
  conflictId,
  conflictListInput,
  conflictListing,
  conflictView,
  decideConflictInput,
  eventListInput,
  eventListing,
  overviewView,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import * as historyExample from './examples/history.ts'
import { pageOf as examplePage } from './examples/page-of.ts'
import * as peopleExample from './examples/people.ts'
import { route, type RestRoute } from './route.ts'

export const historyRoutes: readonly RestRoute[] = [
  route({
    method: 'GET',
    path: '/api/overview',
    access: 'overview.read',
    tag: 'Overview',
    summary: 'Get the state of things',
    description: 'People by state, the last 30 days, what needs attention, connections and recent runs.',
    response: overviewView,
    examples: { response: historyExample.overview },
    run: ({ ctx }) => getOverview({ ctx, input: {} }),
  }),
  route({
    method: 'GET',
    path: '/api/conflicts',
    access: 'conflicts.read',
    tag: 'Conflicts',
    summary: 'List conflicts',
    description:
      'Directory people whom matching could not place without a person. Open ones unless `status` says otherwise.',
    query: conflictListInput,
    response: conflictListing,
    examples: { response: examplePage(historyExample.conflict) },
    run: ({ ctx, query }) => listConflicts({ ctx, input: query }),
  }),
  route({
    method: 'POST',
    path: '/api/conflicts/{id}/decide',
    access: 'conflicts.decide',
    tag: 'Conflicts',
    summary: 'Decide a conflict',
    description:
      '`link` to someone who is here already, `separate` to make a new person, or `ignore`. The next sync acts on it.',
    params: z.object({ id: conflictId }),
    body: decideConflictInput,
    response: conflictView,
    failures: ['conflict'],
    examples: {
      body: { decision: 'link', userId: peopleExample.user.id },
      response: historyExample.conflict,
    },
    run: ({ ctx, params, body }) => decideConflict({ ctx, input: { ...body, ...params } }),
  }),
  route({
    method: 'GET',
    path: '/api/events',
    access: 'events.read',
    tag: 'Events',
    summary: 'List events',
    description:
      'The one history, ascending by id. Pass the last id you saw as `after` to go on: ids become visible in order, so none is missed. `type` takes one type or several, comma separated.',
    query: eventListInput,
    response: eventListing,
    examples: { response: { items: [historyExample.event], nextCursor: null } },
    run: ({ ctx, query }) => listEvents({ ctx, input: query }),
  }),
]
