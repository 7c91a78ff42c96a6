import { expireWalletSessions, type Context } from '@rollcall/directory'
import { repeat, type Repeated } from './repeat.ts'

/** What has ended shows as ended at once; the sweep writes it down and tells those who watch. */
const EVERY_MS = 5_000

/** Ends QRs whose time is over, for as long as it is not closed. */
export function sweepWalletSessions(ctx: Context): Promise<Repeated> {
  const sweep = async () => {
    await expireWalletSessions({ ctx })
  }
  return repeat(sweep, { everyMs: EVERY_MS, what: 'end QRs whose time is over', log: ctx.log })
}
