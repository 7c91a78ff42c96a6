import type { Emit, Tx } from '@rollcall/db'
import type { ReadingState } from './reading-state.ts'
import type { RunSession } from './run-session.ts'

/**
 * One batch of a reading together with the checkpoint that says it was done. A batch that the database asks to run
 * again starts from the state it had, so nothing is counted twice. The state changes only inside such batches.
 */
export async function readingStep(
  session: RunSession,
  state: ReadingState,
  work: (tx: Tx, emit: Emit) => Promise<void>,
): Promise<void> {
  await state.exclusively(async () => {
    const mark = state.at
    await session.step(async (tx, emit) => {
      state.advance(mark)
      await work(tx, emit)
      await session.update(tx, {
        ...state.toColumns(),
        seen: state.people,
        notPeople: state.at.notPeople,
      })
    })
  })
}
