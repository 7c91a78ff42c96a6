import { getOverview } from '@rollcall/directory'
import { overviewView } from '@rollcall/vocabulary'
import { allow, router } from './procedure.ts'

export const overviewRouter = router({
  get: allow('overview.read')
    .output(overviewView)
    .query(({ ctx }) => getOverview({ ctx: ctx.verb, input: {} })),
})
