import { DirectoryError } from '@rollcall/directory'
import { caughtEmailView } from '@rollcall/vocabulary'
import * as z from 'zod'
import { allow, router } from './procedure.ts'

/** The demo's mail catcher. Elsewhere there is none, and every call answers `not_found`. */
export const mailboxRouter = router({
  list: allow('public')
    .output(z.array(caughtEmailView))
    .query(({ ctx }) => {
      if (!ctx.deps.mailbox) throw new DirectoryError('not_found', 'Only the demo catches its own email.')
      return ctx.deps.mailbox.list()
    }),
})
