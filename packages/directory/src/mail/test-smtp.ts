import type { SmtpTestView, smtpTestInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Sends a message to one address and says what came of it. */
export async function testSmtp(_call: Call<z.input<typeof smtpTestInput>>): Promise<SmtpTestView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
