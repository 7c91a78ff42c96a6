import { DirectoryError, parseInput, type Context } from '@rollcall/directory'
import { signInInput, type MeView } from '@rollcall/vocabulary'
import { passwordMatches } from './password.ts'
import { startSession, type Browser, type NewSession } from './start-session.ts'
import { toMe } from './to-me.ts'

const PERSON_SELECT = {
  id: true,
  name: true,
  email: true,
  role: true,
  status: true,
  password: { select: { hash: true } },
} as const

export interface SignedIn extends NewSession {
  readonly me: MeView
}

/**
 * Email and password for a session. Throws `unauthenticated` without saying which of the two was wrong, and
 * `forbidden` for a disabled person whose password is right.
 */
export async function signIn(call: { ctx: Context; input: unknown; browser: Browser }): Promise<SignedIn> {
  const { ctx, browser } = call
  const input = parseInput(signInInput, call.input)
  const person = await findByPassword(ctx, input)
  if (!person) {
    await ctx.db.change(async (_tx, emit) => {
      emit({ type: 'session.refused', actor: ctx.actor, data: { email: input.email, ip: browser.ip } })
    })
    throw new DirectoryError('unauthenticated', 'The email or the password is not right.')
  }
  if (person.status !== 'active') throw disabled()
  return ctx.db.change(async (tx, emit) => {
    // Disabling someone ends their sessions; one that starts at the same moment must not outlive it.
    const { count } = await tx.user.updateMany({
      where: { id: person.id, status: 'active' },
      data: { status: 'active' },
    })
    if (count === 0) throw disabled()
    const session = await startSession({ tx, emit, ctx }, person, browser)
    return { ...session, me: toMe(person) }
  })
}

/** Emails are not unique: everyone who has a password and this email is tried. */
async function findByPassword(ctx: Context, input: { email: string; password: string }) {
  const candidates = await ctx.db.client.user.findMany({
    where: { emailKey: input.email.toLowerCase(), password: { isNot: null } },
    select: PERSON_SELECT,
    orderBy: { id: 'asc' },
    take: 5,
  })
  if (candidates.length === 0) await passwordMatches(null, input.password)
  for (const person of candidates) {
    if (await passwordMatches(person.password?.hash ?? null, input.password)) return person
  }
  return null
}

function disabled(): DirectoryError {
  return new DirectoryError('forbidden', 'This account is disabled. Ask an administrator to enable it.')
}
