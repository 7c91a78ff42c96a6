import { setTimeout as sleep } from 'node:timers/promises'
import { appendEvents, type Emit, type NewEvent } from './events.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import { isSerializationFailure } from './prisma-errors.ts'

export type Tx = Prisma.TransactionClient

export interface ChangeOptions {
  /** How long the work may take, in milliseconds. */
  timeoutMs?: number
}

const ATTEMPTS = 3
const DEFAULT_TIMEOUT_MS = 30_000
/** A transaction waits its turn on the embedded database, which runs one at a time. */
const MAX_WAIT_MS = 60_000

/**
 * Runs `work` in one transaction and appends what it emitted as the transaction's last statement; both happen or
 * neither. Resolves with what `work` returned. `work` reads and writes through `tx` only (a query beside it would
 * wait for the very transaction it is part of), and runs again from the start after a deadlock or serialisation failure, so it
 * has no effect outside the database.
 */
export async function change<T>(
  client: PrismaClient,
  work: (tx: Tx, emit: Emit) => Promise<T>,
  options: ChangeOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(client, work, options.timeoutMs ?? DEFAULT_TIMEOUT_MS)
    } catch (error) {
      if (attempt === ATTEMPTS || !isSerializationFailure(error)) throw error
      await sleep(20 * attempt)
    }
  }
}

function runOnce<T>(
  client: PrismaClient,
  work: (tx: Tx, emit: Emit) => Promise<T>,
  timeout: number,
): Promise<T> {
  return client.$transaction(
    async (tx) => {
      const events: NewEvent[] = []
      let open = true
      const result = await work(tx, (event) => {
        if (!open) throw new Error(`The event ${event.type} was emitted after its transaction had ended.`)
        events.push(event)
      })
      open = false
      await appendEvents(tx, events)
      return result
    },
    { timeout, maxWait: MAX_WAIT_MS },
  )
}
