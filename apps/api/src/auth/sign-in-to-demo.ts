import { DirectoryError, parseInput, type Context } from '@rollcall/directory'
import { demoSignInInput } from '@rollcall/vocabulary'
import { DEMO_PEOPLE } from '../demo/demo-people.ts'
import type { SignedIn } from './sign-in.ts'
import { startSession, type Browser } from './start-session.ts'
import { toMe } from './to-me.ts'

/** Demo only: a session for one of the made-up people, by role. */
export async function signInToDemo(call: {
  ctx: Context
  input: unknown
  browser: Browser
}): Promise<SignedIn> {
  const { ctx, browser } = call
  const { role } = parseInput(demoSignInInput, call.input)
  return ctx.db.change(async (tx, emit) => {
    const person = await tx.user.findFirst({
      where: { id: DEMO_PEOPLE[role].id, status: 'active' },
      select: { id: true, name: true, email: true, role: true },
    })
    if (!person) {
      throw new DirectoryError(
        'forbidden',
        `${DEMO_PEOPLE[role].name} was disabled or deleted. Sign in as someone else, or restart the demo.`,
      )
    }
    const session = await startSession({ tx, emit, ctx }, person, browser)
    return { ...session, me: toMe(person) }
  })
}
