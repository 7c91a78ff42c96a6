import { findOrdinals, insertChanges, type NewChange, type Tx } from '@rollcall/db'
import type { Unreadable } from '@rollcall/vocabulary'
import type { ReadingState } from './reading-state.ts'

/**
 * Notes directory items that could not be understood as errors of the run. Those we know from before count as seen, so
 * that nobody is taken for a leaver because the directory withheld them. Answers what to do once the batch is committed.
 */
export async function noteUnreadable(
  tx: Tx,
  run: { runId: string; connectionId: string },
  state: ReadingState,
  items: readonly Unreadable[],
): Promise<void> {
  if (items.length === 0) return
  const first = state.at.lastSeq + 1
  await insertChanges(
    tx,
    run.runId,
    items.map((item, index) => toErrorChange(first + index, item)),
  )
  const ids = items.flatMap((item) => (item.objectId === null ? [] : [item.objectId]))
  const known = await findOrdinals(tx, run.connectionId, ids)
  for (const ordinal of known) state.seen.add(ordinal)
  state.advance({
    lastSeq: state.at.lastSeq + items.length,
    unreadable: state.at.unreadable + items.length - known.length,
  })
}

function toErrorChange(seq: number, item: Unreadable): NewChange {
  return errorChange(seq, {
    objectId: item.objectId,
    name: item.objectId ?? 'Someone without an id',
    message: item.why,
    hint: null,
  })
}

export interface ErrorNote {
  readonly objectId: string | null
  readonly name: string
  readonly message: string
  readonly hint: string | null
}

/** A row that says what could not be done; it changes nothing. */
export function errorChange(seq: number, note: ErrorNote): NewChange {
  return {
    seq,
    kind: 'error',
    userId: null,
    identityId: null,
    realmId: null,
    mappingId: null,
    objectId: note.objectId,
    name: note.name,
    email: null,
    before: { profile: {} },
    after: { profile: {} },
    realmsGained: [],
    realmsLost: [],
    reason: note.message,
    outcome: 'failed',
    error: { message: note.message, hint: note.hint },
  }
}
