import * as z from 'zod'
import { instant, invitationId, realmId, userId } from './ids.ts'
import { pageInput, pageOf } from './paging.ts'
import { realmRef } from './realms.ts'
import { role } from './roles.ts'
import { emailStatus } from './email.ts'

export const invitationState = z.enum(['pending', 'accepted', 'expired', 'revoked'])
export type InvitationState = z.infer<typeof invitationState>

const name = z
  .string({ error: 'Enter the name of the person.' })
  .trim()
  .min(1, { error: 'Enter the name of the person.' })
  .max(256)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: 'Write the name on one line, without control characters.' })

export const inviteInput = z
  .object({
    email: z
      .string({ error: 'Enter a complete email address.' })
      .trim()
      .max(320)
      .pipe(z.email({ error: 'Enter a complete email address.' })),
    name,
    role: role.default('member'),
    realmIds: z.array(realmId).max(500).default([]),
  })
  .strict()
export type InviteInput = z.infer<typeof inviteInput>

export const invitationView = z.object({
  id: invitationId,
  userId,
  name: z.string(),
  email: z.string(),
  role,
  realms: z.array(realmRef),
  state: invitationState,
  invitedBy: z.string(),
  createdAt: instant,
  /** When the link in use was made. */
  sentAt: instant,
  expiresAt: instant,
  acceptedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** The message that carries the link in use. */
  message: z.object({ status: emailStatus, problem: z.string().nullable() }).nullable(),
  /** True in the answer to a revocation that deleted the person as well; they are in no list any more. */
  userDeleted: z.boolean(),
})
export type InvitationView = z.infer<typeof invitationView>

export const invitationListInput = pageInput.extend({
  state: invitationState.optional(),
  search: z.string().trim().max(200).optional(),
})
export type InvitationListInput = z.infer<typeof invitationListInput>
export const invitationListing = pageOf(invitationView)
