import { invitationState } from '@rollcall/vocabulary'
import * as z from 'zod'

/** What the address of the Invitations page says. */
export const invitationSearch = z.object({
  state: invitationState.optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
  /** `true`: the form for a new invitation is open. */
  invite: z.literal('true').optional().catch(undefined),
})
export type InvitationSearch = z.infer<typeof invitationSearch>

export function isFiltered({ state, search }: InvitationSearch): boolean {
  return state !== undefined || search !== undefined
}
