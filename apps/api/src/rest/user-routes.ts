import {
  countUsers,
  deleteUser,
  getUnclaimedUser,
  getUser,
  listTimeline,
  listUsers,
  updateUser,
} from '@rollcall/directory'
import {
  pageInput,
  timelineEntry,
  updateUserInput,
  userCounts,
  userDetailView,
  userId,
  userListInput,
  userListing,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { pageOf as examplePage } from './examples/page-of.ts'
import * as example from './examples/people.ts'
import { route, type RestRoute } from './route.ts'

const tag = 'Users'
const byId = z.object({ id: userId })

export const userRoutes: readonly RestRoute[] = [
  route({
    method: 'GET',
    path: '/api/users',
    access: 'users.read',
    tag,
    summary: 'List people',
    description:
      'Searched by name, email and department; every word must occur, and words of one or two letters must begin a word there. Without `sort`, people whose name begins with the search come first, and then the others by name. `claimed=false` are people who have not registered yet. `realm` is an id or a slug. `total` stops counting at 10,000, or at 1,000 for a search; `totalIsLeast` says that there are more.',
    query: userListInput,
    response: userListing,
    examples: { response: { ...examplePage(example.user), totalIsLeast: false } },
    run: ({ ctx, query }) => listUsers({ ctx, input: query }),
  }),
  route({
    method: 'GET',
    path: '/api/users/counts',
    access: 'users.read',
    tag,
    summary: 'Count people',
    description:
      'How many match the same filters: registered, unclaimed and disabled. Each number stops at 10,000, or at 1,000 for a search; `isLeast` says where there are more.',
    query: userListInput,
    response: userCounts,
    examples: { response: example.userCounts },
    run: ({ ctx, query }) => countUsers({ ctx, input: query }),
  }),
  route({
    method: 'GET',
    path: '/api/users/unclaimed/{id}',
    access: 'users.read',
    tag,
    summary: 'Get an unclaimed person',
    description: 'Answers 404 once the person has claimed the account.',
    params: byId,
    response: userDetailView,
    examples: { response: example.userDetail },
    run: ({ ctx, params }) => getUnclaimedUser({ ctx, input: params }),
  }),
  route({
    method: 'GET',
    path: '/api/users/{id}',
    access: 'users.read',
    tag,
    summary: 'Get a person',
    description: 'With memberships and, beside our own values, what each directory says.',
    params: byId,
    response: userDetailView,
    examples: { response: example.userDetail },
    run: ({ ctx, params }) => getUser({ ctx, input: params }),
  }),
  route({
    method: 'PATCH',
    path: '/api/users/{id}',
    access: 'users.editUnclaimed',
    tag,
    summary: 'Change a person',
    description:
      'Fields that are absent stay as they are. Operators may change name, email, description and realms of people who have not claimed yet; managers anyone below their own role. A field changed here is left alone by later syncs until `useDirectory` names it. `realmIds` replaces memberships made by hand.',
    params: byId,
    body: updateUserInput,
    response: userDetailView,
    failures: ['conflict', 'last_owner'],
    examples: { body: example.userChange, response: example.userDetail },
    run: ({ ctx, params, body }) => updateUser({ ctx, input: { ...body, ...params } }),
  }),
  route({
    method: 'DELETE',
    path: '/api/users/{id}',
    access: 'users.delete',
    tag,
    summary: 'Delete a person',
    description:
      'The directory record stays, so that the next sync of its connection can bring the person back.',
    params: byId,
    status: 204,
    failures: ['last_owner'],
    examples: {},
    run: ({ ctx, params }) => deleteUser({ ctx, input: params }),
  }),
  route({
    method: 'GET',
    path: '/api/users/{id}/timeline',
    access: 'users.read',
    tag,
    summary: "List a person's history",
    description: 'Newest first: what people did, and what syncs changed.',
    params: byId,
    query: pageInput,
    response: z.object({ items: z.array(timelineEntry), nextCursor: z.string().nullable() }),
    examples: { response: { items: [example.timelineEntry], nextCursor: null } },
    run: ({ ctx, params, query }) => listTimeline({ ctx, input: { ...query, userId: params.id } }),
  }),
]
