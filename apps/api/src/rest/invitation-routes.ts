import { invite, listInvitations, resendInvitation, revokeInvitation } from '@rollcall/directory'
import {
  invitationId,
  invitationListing,
  invitationListInput,
  invitationView,
  inviteInput,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import * as example from './examples/invitations.ts'
import { pageOf as examplePage } from './examples/page-of.ts'
import { route, type RestRoute } from './route.ts'

const tag = 'Invitations'
const byId = z.object({ id: invitationId })

export const invitationRoutes: readonly RestRoute[] = [
  route({
    method: 'GET',
    path: '/api/invitations',
    access: 'invitations.read',
    tag,
    summary: 'List invitations',
    description: 'Newest first. The search looks in names and email addresses.',
    query: invitationListInput,
    response: invitationListing,
    examples: { response: examplePage(example.invitation) },
    run: ({ ctx, query }) => listInvitations({ ctx, input: query }),
  }),
  route({
    method: 'POST',
    path: '/api/invitations',
    access: 'invitations.edit',
    tag,
    summary: 'Invite a person',
    description:
      'Makes an unclaimed account with the role and realms, and emails a link to claim it that lasts seven days. The same email again replaces the link and brings name, role and realms to what is asked now. Nobody invites above their own role. People who are here for another reason are refused: `already_claimed` when they use their account, `already_exists` when a claim link is the way.',
    body: inviteInput,
    status: 201,
    response: invitationView,
    failures: ['already_claimed', 'already_exists', 'conflict', 'email_unavailable', 'last_owner'],
    examples: { body: example.newInvitation, response: example.invitation },
    run: ({ ctx, body }) => invite({ ctx, input: body }),
  }),
  route({
    method: 'POST',
    path: '/api/invitations/{id}/resend',
    access: 'invitations.edit',
    tag,
    summary: 'Send an invitation again',
    description:
      'A new link of seven days goes to the address the person has now; the old one stops working. Also for an invitation that has expired. One that was revoked begins anew with `POST /api/invitations`.',
    params: byId,
    response: invitationView,
    failures: ['already_claimed', 'conflict', 'email_unavailable'],
    examples: { response: example.invitation },
    run: ({ ctx, params }) => resendInvitation({ ctx, input: params }),
  }),
  route({
    method: 'DELETE',
    path: '/api/invitations/{id}',
    access: 'invitations.edit',
    tag,
    summary: 'Revoke an invitation',
    description:
      'The link stops working. A person who was made for it is deleted, unless a directory holds or held them; `userDeleted` says which.',
    params: byId,
    response: invitationView,
    failures: ['already_claimed', 'last_owner'],
    examples: { response: example.revokedInvitation },
    run: ({ ctx, params }) => revokeInvitation({ ctx, input: params }),
  }),
]
