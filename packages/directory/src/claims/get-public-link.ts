import type { PublicLinkView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** What the holder of a link is shown: whose account, from whom, until when, or why it no longer works. */
export async function getPublicLink(_call: Call<{ token: string }>): Promise<PublicLinkView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
