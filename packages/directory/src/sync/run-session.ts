import { renewLease, type Emit, type Prisma, type Tx } from '@rollcall/db'
import type { EventType, GuardPolicy } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import type { SourceRow } from '../connections/open-connection-source.ts'
import type { RunScope } from './run-scope.ts'

/** How long a worker may be silent before another takes its run, in seconds; and how often it reports. */
export const LEASE_SECONDS = 9
export const HEARTBEAT_MS = 2_500
const LONG_STEP_MS = 2_000

export interface RunConnection extends SourceRow {
  kind: string
  scimMirroring: Prisma.JsonValue
  defaultRole: string
  leaverPolicy: 'keep' | 'deactivate' | 'grace'
  leaverGraceDays: number
  guard: GuardPolicy
  refreshClaimed: boolean
  autoLinkClaimed: boolean
}

/** The run whose changes are taken back; with a person, only theirs. */
export interface UndoTarget {
  readonly runId: string
  readonly userId: string | null
}

/** Another worker holds the run now; this one must not write another row of it. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** Someone asked for the run to be cancelled. */
export class CancelRequested extends Error {
  override readonly name = 'CancelRequested'
}

/** One worker's hold on one run. */
export class RunSession {
  readonly ctx: Context
  readonly runId: string
  readonly connection: RunConnection
  readonly scope: RunScope
  readonly planOnly: boolean
  /** Null for a run that reads a directory. */
  readonly undo: UndoTarget | null
  readonly signal: AbortSignal
  /** Changes applied in one transaction. */
  readonly applyAtOnce: number
  readonly #worker: string

  constructor(
    parts: Pick<
      RunSession,
      'ctx' | 'runId' | 'connection' | 'scope' | 'planOnly' | 'undo' | 'signal' | 'applyAtOnce'
    > & {
      worker: string
    },
  ) {
    this.ctx = parts.ctx
    this.runId = parts.runId
    this.connection = parts.connection
    this.scope = parts.scope
    this.planOnly = parts.planOnly
    this.undo = parts.undo
    this.signal = parts.signal
    this.applyAtOnce = parts.applyAtOnce
    this.#worker = parts.worker
  }

  /**
   * One batch: everything in `work` and the events it emits, or nothing. Begins by renewing the lease under a row lock,
   * so that a worker that lost its run cannot write, and by looking whether someone cancelled or the process stops.
   */
  async step<T>(work: (tx: Tx, emit: Emit) => Promise<T>): Promise<T> {
    return this.#change(async (tx, emit) => {
      await this.#hold(tx)
      const began = this.ctx.now().getTime()
      const result = await work(tx, emit)
      // Heartbeats wait for this row; a long batch must not end with a lease that has run out meanwhile.
      if (this.ctx.now().getTime() - began > LONG_STEP_MS)
        await renewLease(tx, this.runId, this.#worker, LEASE_SECONDS)
      return result
    })
  }

  /**
   * A batch whose work begins beside the one before it, which `turn` ends with. The lease is taken when it has its turn, and
   * nothing is written that a lost lease would not take back. A rejected `turn` takes the batch back as well.
   */
  async stepInTurn<W, T>(
    turn: Promise<unknown>,
    work: (tx: Tx, emit: Emit) => Promise<W>,
    close: (tx: Tx, emit: Emit, worked: W) => Promise<T>,
  ): Promise<T> {
    return this.#change(async (tx, emit) => {
      const worked = await work(tx, emit)
      await turn
      await this.#hold(tx)
      return close(tx, emit, worked)
    })
  }

  #change<T>(work: (tx: Tx, emit: Emit) => Promise<T>): Promise<T> {
    return this.ctx.db.change(
      async (tx, emit) => {
        this.signal.throwIfAborted()
        return work(tx, emit)
      },
      { timeoutMs: 120_000 },
    )
  }

  async #hold(tx: Tx): Promise<void> {
    const lease = await renewLease(tx, this.runId, this.#worker, LEASE_SECONDS)
    if (!lease.held) throw new LeaseLost('Another worker has taken this run.')
    if (lease.cancelRequested) throw new CancelRequested('Someone cancelled this run.')
  }

  async update(tx: Tx, data: Prisma.SyncRunUpdateInput): Promise<void> {
    await tx.syncRun.update({ where: { id: this.runId }, data, select: { id: true } })
  }

  emit(emit: Emit, type: EventType, data: Record<string, unknown> = {}): void {
    emit({
      type,
      actor: this.ctx.actor,
      connectionId: this.connection.id,
      runId: this.runId,
      data: { connection: this.connection.displayName, ...data },
    })
  }
}
