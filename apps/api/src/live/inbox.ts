/** A queue between something that calls back and something that iterates. */
export interface Inbox<T> {
  put(item: T): void
  /** No more items: readers finish after what is queued. */
  close(): void
  /** Readers throw this after what is queued. */
  fail(error: unknown): void
  /** Everything queued so far, at once. */
  take(): T[]
  readonly size: number
  /** Items as they come, until closed or aborted. For one reader. */
  read(signal: AbortSignal): AsyncGenerator<T, void>
}

export function createInbox<T>(): Inbox<T> {
  let items: T[] = []
  let end: { error?: unknown } | null = null
  let wake: () => void = () => {}

  const take = () => {
    const taken = items
    items = []
    return taken
  }
  const finish = (how: { error?: unknown }) => {
    end ??= how
    wake()
  }
  async function* read(signal: AbortSignal): AsyncGenerator<T, void> {
    const onAbort = () => wake()
    signal.addEventListener('abort', onAbort)
    try {
      while (!signal.aborted) {
        yield* take()
        if (items.length > 0) continue
        if (end && 'error' in end) throw end.error
        if (end || signal.aborted) return
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }

  return {
    put(item) {
      items.push(item)
      wake()
    },
    close: () => finish({}),
    fail: (error) => finish({ error }),
    take,
    get size() {
      return items.length
    },
    read,
  }
}
