import type { InvitationView, inviteInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Makes an account for someone by hand and emails them a link to claim it; inviting again replaces the link. */
export async function invite(_call: Call<z.input<typeof inviteInput>>): Promise<InvitationView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
