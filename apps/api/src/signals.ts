import type { Log } from '@rollcall/directory'

/** Longer than any request or batch of a sync should take to end. */
const PATIENCE_MS = 10_000

/** Closes in order on Ctrl-C and SIGTERM; a second signal, or too long a wait, ends the process as it is. */
export function closeOnSignal(close: () => Promise<void>, log: Log): void {
  let closing = false
  const stop = (signal: NodeJS.Signals) => {
    if (closing) process.exit(1)
    closing = true
    log.info({ signal }, 'Stopping.')
    const timer = setTimeout(() => process.exit(1), PATIENCE_MS)
    timer.unref()
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'The server did not stop cleanly.')
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
