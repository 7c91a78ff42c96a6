import type { Log } from '@rollcall/directory'

export interface RepeatOptions {
  readonly everyMs: number
  /** What it does, to end the sentence "Could not ...". */
  readonly what: string
  readonly log: Pick<Log, 'warn'>
}

export interface Repeated {
  /** Waits for the turn under way; none follows. */
  close(): Promise<void>
}

/** Does something now and again later, one turn at a time. A turn that fails is logged, and the next one comes all the same. */
export async function repeat(
  work: () => Promise<void>,
  { everyMs, what, log }: RepeatOptions,
): Promise<Repeated> {
  let turn: Promise<void> | null = null
  const begin = () => {
    turn ??= work()
      .catch((error: unknown) => log.warn({ err: error }, `Could not ${what}; trying again.`))
      .finally(() => {
        turn = null
      })
    return turn
  }
  await begin()
  const timer = setInterval(() => void begin(), everyMs)
  return {
    async close() {
      clearInterval(timer)
      await turn
    },
  }
}
