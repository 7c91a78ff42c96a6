import { instanceView } from '@rollcall/vocabulary'
import { getInstance } from '../auth/get-instance.ts'
import { allow, router } from './procedure.ts'

export const instanceRouter = router({
  get: allow('public')
    .output(instanceView)
    .query(({ ctx }) => getInstance(ctx.deps)),
})
