import type { InvitationView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** A new link in place of the old one. */
export async function resendInvitation(_call: Call<{ id: string }>): Promise<InvitationView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
