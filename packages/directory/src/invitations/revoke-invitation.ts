import type { InvitationView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** The link stops working, and an account made for it goes unless something else holds it. */
export async function revokeInvitation(_call: Call<{ id: string }>): Promise<InvitationView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
