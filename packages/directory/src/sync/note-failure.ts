import { insertChanges } from '@rollcall/db'
import type { SourceError } from '@rollcall/vocabulary'
import { errorChange } from './note-unreadable.ts'
import type { ReadingState } from './reading-state.ts'
import { readingStep } from './reading-step.ts'
import type { RunSession } from './run-session.ts'

/**
 * Notes that a part of the directory could not be read for good. The run goes on with what there is, as an incomplete
 * reading, which never removes anyone.
 */
export async function noteFailure(
  session: RunSession,
  state: ReadingState,
  about: { objectId: string | null; name: string },
  error: SourceError,
): Promise<void> {
  await readingStep(session, state, async (tx) => {
    const seq = state.at.lastSeq + 1
    await insertChanges(tx, session.runId, [
      errorChange(seq, { ...about, message: error.message, hint: error.hint }),
    ])
    state.advance({ lastSeq: seq, failedParts: state.at.failedParts + 1, complete: false })
    state.warn({
      code: 'incomplete_reading',
      text: 'Part of the directory could not be read, so nobody is removed in this run.',
      count: null,
    })
  })
}
