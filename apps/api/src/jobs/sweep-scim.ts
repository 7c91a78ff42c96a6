import { pruneScimRemovals, pruneScimRequests, pruneScimSandboxes } from '@rollcall/db'
import type { Context } from '@rollcall/directory'

/** Removes what the service provider keeps for a while: requests, losses of access, self-tests that were interrupted. */
export async function sweepScim({ db, log, now }: Pick<Context, 'db' | 'log' | 'now'>): Promise<void> {
  const requests = await pruneScimRequests(db, now())
  if (requests > 0) log.info({ requests }, 'Old requests of SCIM clients were removed.')
  await pruneScimRemovals(db, now())
  await pruneScimSandboxes(db, now())
}
