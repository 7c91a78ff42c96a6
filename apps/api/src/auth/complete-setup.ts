import type { Tx } from '@rollcall/db'
import { DirectoryError, parseInput, type Context } from '@rollcall/directory'
import { setupInput } from '@rollcall/vocabulary'
import { needsSetup } from './needs-setup.ts'
import { hashPassword } from './password.ts'
import { SETUP_SETTING, hashSetupCode } from './setup-code.ts'
import type { SignedIn } from './sign-in.ts'
import { startSession, type Browser } from './start-session.ts'
import { toMe } from './to-me.ts'

/**
 * Makes the first owner and signs them in. The code is used up by the same statement that checks it, so of two
 * requests at once one wins. Throws `invalid_input` for a wrong code and `setup_closed` once there is an owner.
 */
export async function completeSetup(call: {
  ctx: Context
  input: unknown
  browser: Browser
}): Promise<SignedIn> {
  const { ctx, browser } = call
  const input = parseInput(setupInput, call.input)
  const codeHash = hashSetupCode(input.code)
  const open = { key: SETUP_SETTING, value: { path: ['codeHash'], equals: codeHash } }
  if ((await ctx.db.client.setting.count({ where: open })) === 0) throw await refusal(ctx.db.client)
  const hash = await hashPassword(input.password)
  return ctx.db.change(async (tx, emit) => {
    const { count } = await tx.setting.deleteMany({ where: open })
    if (count === 0 || !(await needsSetup(tx))) throw await refusal(tx)
    const now = ctx.now()
    const person = { id: ctx.newId(), name: input.name, email: input.email, role: 'owner' }
    await tx.user.create({
      data: {
        ...person,
        registeredAt: now,
        createdAt: now,
        updatedAt: now,
        password: { create: { hash, updatedAt: now } },
      },
      select: { id: true },
    })
    const actor = { kind: 'user' as const, id: person.id, name: person.name }
    emit({ type: 'setup.completed', actor, userId: person.id, data: { name: person.name } })
    const session = await startSession({ tx, emit, ctx }, person, browser)
    return { ...session, me: toMe(person) }
  })
}

async function refusal(client: Pick<Tx, 'user'>): Promise<DirectoryError> {
  if (!(await needsSetup(client))) {
    return new DirectoryError(
      'setup_closed',
      'This server is already set up. Sign in, or ask an owner for an account.',
    )
  }
  const message =
    'This is not the setup code. The server prints it in its log when it starts; each start makes a new one.'
  return new DirectoryError('invalid_input', message, [{ path: 'code', message }])
}
