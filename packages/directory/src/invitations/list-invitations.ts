import type { invitationListInput, invitationListing } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Invitations, newest first. */
export async function listInvitations(
  _call: Call<z.input<typeof invitationListInput>>,
): Promise<z.infer<typeof invitationListing>> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
