import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../apps/api/src/testing/wallet-crowd-process.ts', import.meta.url))

export interface CrowdOrder {
  readonly origin: string
  readonly transport: 'relay' | 'peer' | 'bare'
  readonly keys: readonly string[]
}

export interface CrowdResult {
  readonly milliseconds: number
  /** What went wrong, once for each wallet. */
  readonly failed: readonly string[]
}

/**
 * Wallets in a process of their own, all at once. `whileHeld` runs when each of those with a data channel has been answered
 * and none has signed yet.
 */
export async function sendCrowd(
  order: CrowdOrder,
  whileHeld: () => Promise<unknown> = async () => {},
): Promise<CrowdResult> {
  const child = fork(PROGRAM, [JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  const gone = exited.then(() => Promise.reject(new Error('The wallets have ended unexpectedly.')))
  gone.catch(() => undefined)
  for (;;) {
    const [message] = await Promise.race([once(child, 'message'), gone])
    const news = toNews(message)
    if (news.kind === 'held') {
      await whileHeld()
      child.send('go')
      continue
    }
    await exited
    return news
  }
}

/** The process is ours; it says nothing else. */
function toNews(message: unknown): { kind: 'held' } | ({ kind: 'finished' } & CrowdResult) {
  return message as { kind: 'held' } | ({ kind: 'finished' } & CrowdResult)
}
