import { expireGrants, type Context } from '@rollcall/directory'
import { repeat, type Repeated } from './repeat.ts'

/** A grant ends with its time whoever looks; this is how long the history may take to say so. */
const EVERY_MS = 15_000

/** Keeps noting which grants have ended by their time. */
export function sweepGrants(ctx: Context): Promise<Repeated> {
  const expire = async () => {
    const ended = await expireGrants({ ctx })
    if (ended > 0) ctx.log.info({ ended }, 'Capability grants ended, because their time is over.')
  }
  return repeat(expire, { everyMs: EVERY_MS, what: 'look for grants that are over', log: ctx.log })
}
