import type { Secret } from '@rollcall/db'
import type { Context } from '../context.ts'

/** Associated data of the sealed token; changing it makes the messages that wait unreadable. */
const PURPOSE = 'email-token'

/** The token of a link as the outbox keeps it until the message has gone out. */
export function sealEmailToken(ctx: Pick<Context, 'keys'>, emailId: string, token: Secret) {
  return ctx.keys.seal(PURPOSE, emailId, token)
}

export function openEmailToken(ctx: Pick<Context, 'keys'>, emailId: string, sealed: Uint8Array): Secret {
  return ctx.keys.open(PURPOSE, emailId, sealed)
}
