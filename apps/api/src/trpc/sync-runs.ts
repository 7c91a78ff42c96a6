import {
  cancelRun,
  confirmRun,
  getRun,
  listChanges,
  listRuns,
  startRun,
  startUndo,
} from '@rollcall/directory'
import {
  cancelRunInput,
  changeListInput,
  changeListing,
  confirmRunInput,
  connectionId,
  runId,
  runListInput,
  runListing,
  runMode,
  runView,
  undoRunInput,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { streamRun } from '../live/stream-run.ts'
import { lastEventId } from './last-event-id.ts'
import { allow, router } from './procedure.ts'

const byId = z.object({ id: runId })

export const runsRouter = router({
  list: allow('runs.read')
    .input(runListInput)
    .output(runListing)
    .query(({ ctx, input }) => listRuns({ ctx: ctx.verb, input })),
  get: allow('runs.read')
    .input(byId)
    .output(runView)
    .query(({ ctx, input }) => getRun({ ctx: ctx.verb, input })),
  start: allow('runs.start')
    .input(
      z.object({
        connectionId,
        mode: runMode.exclude(['undo']).optional(),
        planOnly: z.boolean().optional(),
      }),
    )
    .output(z.object({ run: runView, started: z.boolean() }))
    .mutation(({ ctx, input }) => startRun({ ctx: ctx.verb, input })),
  confirm: allow('runs.confirm')
    .input(confirmRunInput.unwrap().extend(byId.shape))
    .output(runView)
    .mutation(({ ctx, input }) => confirmRun({ ctx: ctx.verb, input })),
  cancel: allow('runs.cancel')
    .input(cancelRunInput.unwrap().extend(byId.shape))
    .output(runView)
    .mutation(({ ctx, input }) => cancelRun({ ctx: ctx.verb, input })),
  undo: allow('runs.undo')
    .input(undoRunInput.unwrap().extend(byId.shape))
    .output(z.object({ run: runView, started: z.boolean() }))
    .mutation(({ ctx, input }) => startUndo({ ctx: ctx.verb, input })),
  changes: allow('runs.read')
    .input(changeListInput.extend({ runId }))
    .output(changeListing)
    .query(({ ctx, input }) => listChanges({ ctx: ctx.verb, input })),
  live: allow('runs.read')
    .input(z.object({ runId, lastEventId }))
    .subscription(({ ctx, input, signal }) =>
      streamRun({ ctx: ctx.verb, feed: ctx.deps.feed, runId: input.runId, signal }),
    ),
})
