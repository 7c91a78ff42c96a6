import type { MailingPreviewView, startMailingInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Whom a mailing would reach, and how many it would pass over and why. */
export async function previewMailing(
  _call: Call<z.input<typeof startMailingInput>>,
): Promise<MailingPreviewView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
