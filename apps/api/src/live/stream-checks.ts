import { checkConnection, type Context } from '@rollcall/directory'
import { checkResult, type CheckResult, type ConnectionId } from '@rollcall/vocabulary'
import { createInbox } from './inbox.ts'

/** Each check as it ends. The stream closes once the whole report is stored with the connection. */
export async function* streamChecks(options: {
  ctx: Context
  id: ConnectionId
  signal: AbortSignal | undefined
}): AsyncGenerator<CheckResult, void> {
  const inbox = createInbox<CheckResult>()
  const signal = options.signal ?? new AbortController().signal
  const input = { id: options.id, signal, onResult: (result: CheckResult) => inbox.put(result) }
  const finished = checkConnection({ ctx: options.ctx, input }).then(
    () => inbox.close(),
    (error: unknown) => inbox.fail(error),
  )
  for await (const result of inbox.read(signal)) yield checkResult.parse(result)
  if (!signal.aborted) await finished
}
