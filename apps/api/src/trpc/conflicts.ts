import { decideConflict, listConflicts } from '@rollcall/directory'
import {
  conflictId,
  conflictListInput,
  conflictListing,
  conflictView,
  decideConflictInput,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { allow, router } from './procedure.ts'

export const conflictsRouter = router({
  list: allow('conflicts.read')
    .input(conflictListInput.prefault({}))
    .output(conflictListing)
    .query(({ ctx, input }) => listConflicts({ ctx: ctx.verb, input })),
  decide: allow('conflicts.decide')
    .input(z.object({ id: conflictId }).and(decideConflictInput))
    .output(conflictView)
    .mutation(({ ctx, input }) => decideConflict({ ctx: ctx.verb, input })),
})
