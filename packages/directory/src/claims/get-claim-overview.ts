import type { ClaimOverviewView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import type { Opener } from './opener.ts'
import { DirectoryError } from '../errors.ts'

/** What the claim card of a person shows. */
export async function getClaimOverview(
  _call: Call<{ userId: string }> & { opener: Opener | null },
): Promise<ClaimOverviewView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
