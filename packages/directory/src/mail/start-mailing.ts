import type { MailingView, startMailingInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Makes a claim link for each person and puts them all into the outbox. */
export async function startMailing(_call: Call<z.input<typeof startMailingInput>>): Promise<MailingView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
