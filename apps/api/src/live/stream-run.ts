import { getRun, type Context } from '@rollcall/directory'
import { isActiveRun, runView, type RunId, type RunView } from '@rollcall/vocabulary'
import { tracked, type TrackedEnvelope } from '@trpc/server'
import type { EventFeed } from './event-feed.ts'
import { untilCutOff } from './until-cut-off.ts'

/**
 * A run now, and again after every event of it; closes once the run has finished. Each item is the whole run, so a
 * listener that reconnects needs no history: the first item brings it up to date.
 */
export async function* streamRun(options: {
  ctx: Context
  feed: EventFeed
  runId: RunId
  signal: AbortSignal | undefined
}): AsyncGenerator<TrackedEnvelope<RunView>, void> {
  const { ctx, feed, runId } = options
  const read = async () => runView.parse(await getRun({ ctx, input: { id: runId } }))
  const signal = options.signal ?? new AbortController().signal
  // The position is taken before the run is read, so no event can fall between the two.
  const position = await feed.latest()
  let run = await read()
  yield tracked(String(position), run)
  if (!isActiveRun(run.status)) return
  for await (const event of feed.follow({ after: position, filter: { runId }, signal })) {
    run = await read()
    yield tracked(String(event.id), run)
    if (!isActiveRun(run.status)) return
  }
  await untilCutOff(signal)
}
