import { DirectoryError } from '@rollcall/directory'
import { initTRPC } from '@trpc/server'
import { authorize, type Access } from '../auth/authorize.ts'
import type { Caller } from '../auth/caller.ts'
import { toTrpcData } from './error-shape.ts'
import type { RequestContext } from './request-context.ts'

/** Declared by every procedure; a procedure without it answers nobody. */
interface Meta {
  readonly access: Access
}

const MINUTE = 60_000

const t = initTRPC
  .context<RequestContext>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error, ctx }) {
      const data = toTrpcData(error, ctx?.requestId ?? '')
      return { code: shape.code, message: data.message, data }
    },
    sse: {
      maxDurationMs: 15 * MINUTE,
      ping: { enabled: true, intervalMs: 3000 },
      client: { reconnectAfterInactivityMs: 6000 },
    },
  })

export const router = t.router

/** A procedure that the given permission opens. */
export function allow(access: Access) {
  return t.procedure.meta({ access }).use(({ ctx, meta, next }) => {
    if (!meta) throw new DirectoryError('forbidden', 'This call says nothing about who may use it.')
    authorize(meta.access, ctx.caller)
    return next()
  })
}

/** The caller of a procedure that `authorize` let through with anything but `public`. */
export function callerOf(ctx: RequestContext): Caller {
  if (!ctx.caller) throw new DirectoryError('unauthenticated', 'Sign in and try again.')
  return ctx.caller
}
