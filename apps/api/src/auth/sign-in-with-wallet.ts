import { collectLogin, DirectoryError, parseInput, type Context, type Opener } from '@rollcall/directory'
import { claimId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { SignedIn } from './sign-in.ts'
import { startSession, type Browser } from './start-session.ts'
import { toMe } from './to-me.ts'

const schema = z.object({ id: claimId })

/** A session for whoever's wallet finished with the QR of this browser; once. Throws as `collectLogin` does. */
export async function signInWithWallet(call: {
  ctx: Context
  input: unknown
  opener: Opener
  browser: Browser
}): Promise<SignedIn> {
  const { ctx, opener, browser } = call
  const { id } = parseInput(schema, call.input)
  return ctx.db.change(async (tx, emit) => {
    const person = await collectLogin({ ctx, tx, emit, id, opener })
    // Disabling someone ends their sessions; one that starts at the same moment must not outlive it.
    const { count } = await tx.user.updateMany({
      where: { id: person.id, status: 'active' },
      data: { status: 'active' },
    })
    if (count === 0) {
      throw new DirectoryError('forbidden', 'This account is disabled. Ask an administrator to enable it.')
    }
    const session = await startSession({ tx, emit, ctx }, person, browser)
    return { ...session, me: toMe(person) }
  })
}
