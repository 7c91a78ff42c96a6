/** The batch in front did not end at its first attempt, so this one gives way and is begun anew after it. */
export class TurnLost extends Error {
  override readonly name = 'TurnLost'
}

/** Longer than a batch takes; a database that lets neither of the two go on is not waited for. */
const PATIENCE_MS = 20_000

interface Failed {
  readonly error: unknown
}

/**
 * Two pieces of work at the same time, of which the second may only end after the first. The first says when an attempt of it
 * fails, even one that will be repeated: the second then gives way, so that it holds nothing that the first may need. Ends
 * when both have ended, and tells how each failed, if it did.
 */
export async function takeTurns(
  first: (failing: (error: unknown) => void) => Promise<void>,
  second: (turn: Promise<void>) => Promise<void>,
): Promise<{ first: Failed | null; second: Failed | null }> {
  let lose: () => void = () => undefined
  const lost = new Promise<never>((_, reject) => {
    lose = () => reject(new TurnLost('The batch before this one has to be tried again.'))
  })
  const patience = setTimeout(() => lose(), PATIENCE_MS)
  const leading = first(lose)
  const turn = Promise.race([
    leading.catch(() => {
      throw new TurnLost('The batch before this one could not be applied.')
    }),
    lost,
  ])
  turn.catch(() => undefined)
  const ended = await Promise.allSettled([leading, second(turn)])
  clearTimeout(patience)
  const [one, other] = ended.map((end) => (end.status === 'rejected' ? { error: end.reason } : null))
  return { first: one ?? null, second: other ?? null }
}
