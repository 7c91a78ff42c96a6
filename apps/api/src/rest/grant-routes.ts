import { grantCapability, listGrants, revokeGrant } from '@rollcall/directory'
import { grantId, grantInput, grantListInput, grantView, userId } from '@rollcall/vocabulary'
import * as z from 'zod'
import * as example from './examples/grants.ts'
import { route, type RestRoute } from './route.ts'

const tag = 'Grants'
const ofUser = z.object({ id: userId })

export const grantRoutes: readonly RestRoute[] = [
  route({
    method: 'GET',
    path: '/api/users/{id}/grants',
    access: 'grants.read',
    tag,
    summary: 'List what a person holds',
    description: 'Newest first. `all=true` adds what was revoked, has expired or ended; at most 500.',
    params: ofUser,
    query: grantListInput.omit({ userId: true }),
    response: z.object({ items: z.array(grantView) }),
    examples: { response: { items: [example.grant] } },
    run: ({ ctx, params, query }) => listGrants({ ctx, input: { ...query, userId: params.id } }),
  }),
  route({
    method: 'POST',
    path: '/api/users/{id}/grants',
    access: 'grants.edit',
    tag,
    summary: 'Grant a capability',
    description:
      'Only to people who have claimed their account and are active, not to someone of a higher role, and to oneself for owners alone. To change the end or note of one that is held, revoke it and grant it again.',
    params: ofUser,
    body: grantInput.omit({ userId: true }),
    status: 201,
    response: grantView,
    failures: ['not_claimed', 'already_exists', 'conflict'],
    examples: { body: example.newGrant, response: example.grant },
    run: ({ ctx, params, body }) => grantCapability({ ctx, input: { ...body, userId: params.id } }),
  }),
  route({
    method: 'DELETE',
    path: '/api/grants/{id}',
    access: 'grants.edit',
    tag,
    summary: 'Revoke a grant',
    description: 'Answers with the grant as it ended. One that has ended already stays as it is.',
    params: z.object({ id: grantId }),
    response: grantView,
    examples: { response: example.revokedGrant },
    run: ({ ctx, params }) => revokeGrant({ ctx, input: params }),
  }),
]
