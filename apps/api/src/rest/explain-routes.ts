import { explainIdentity, explainUser, listDirectoryPeople } from '@rollcall/directory'
import {
  directoryPeopleInput,
  directoryPeopleListing,
  identityWhyView,
  userId,
  userWhyView,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import * as example from './examples/explain.ts'
import { route, type RestRoute } from './route.ts'

const tag = 'Why'

export const explainRoutes: readonly RestRoute[] = [
  route({
    method: 'GET',
    path: '/api/users/{id}/why',
    access: 'users.read',
    tag,
    summary: 'Explain a person',
    description:
      'Why a person is here and everything about them is as it is: which directory account and groups hold them, which mapping gave each realm, where each profile value comes from, and why the account is active or disabled. Every statement is a sentence with its parts: `kind`, `at`, `actor`, `runId`, `connectionId`.',
    params: z.object({ id: userId }),
    response: userWhyView,
    examples: { response: example.userWhy },
    run: ({ ctx, params }) => explainUser({ ctx, input: params }),
  }),
  route({
    method: 'GET',
    path: '/api/directory/people',
    access: 'users.read',
    tag,
    summary: 'Find people in the directory',
    description:
      'People of the connected directories as they were last read, here or not, each with a short answer why. Every word of `search` must be part of the name, mail or user principal name. `coverage` says what each connection reads, for people who are not listed at all. `total` stops counting at 10,000.',
    query: directoryPeopleInput,
    response: directoryPeopleListing,
    examples: { response: example.directoryPeople },
    run: ({ ctx, query }) => listDirectoryPeople({ ctx, input: query }),
  }),
  route({
    method: 'GET',
    path: '/api/directory/people/{identityId}/why',
    access: 'users.read',
    tag,
    summary: 'Explain someone in the directory',
    description:
      'Why someone in a connected directory is a person here or not: waiting in a conflict or a plan, left out by a decision, failed, out of scope, or gone before being brought in.',
    params: z.object({ identityId: z.uuid() }),
    response: identityWhyView,
    examples: { response: example.identityWhy },
    run: ({ ctx, params }) => explainIdentity({ ctx, input: { id: params.identityId } }),
  }),
]
