import { SeenSet } from '@rollcall/db'
import { runWarning, type RunWarning } from '@rollcall/vocabulary'
import * as z from 'zod'

const pendingGroup = z.object({
  id: z.string(),
  /** True for groups in scope: their members are people of this connection. False for groups that only map to a realm. */
  inScope: z.boolean(),
})
export type PendingGroup = z.infer<typeof pendingGroup>

const checkpoint = z.object({
  stage: z.enum(['people', 'groups', 'read']),
  /** Sealed directory link of the next page, base64; null for the first one. */
  resume: z.string().nullable(),
  pending: z.array(pendingGroup),
  /** Groups that were read to the end. */
  done: z.array(z.string()),
  /** Groups whose stored members stay as they are, because they could not be read this time. */
  kept: z.array(z.string()),
  notPeople: z.number().int(),
  unreadable: z.number().int(),
  /** Groups or collections that could not be read to the end; noted as errors, but not people. */
  failedParts: z.number().int(),
  /** Rows of the run so far: what could not be read is noted at once. */
  lastSeq: z.number().int(),
  complete: z.boolean(),
  warnings: z.array(runWarning),
})

/** Everything a reading must remember to go on after its worker died. */
export class ReadingState {
  #at: z.infer<typeof checkpoint>
  readonly seen: SeenSet
  /** Rows written to the mirror by this worker. */
  written = 0

  private constructor(at: z.infer<typeof checkpoint>, seen: SeenSet) {
    this.#at = at
    this.seen = seen
  }

  static begin(readEveryone: boolean, groups: readonly PendingGroup[]): ReadingState {
    return new ReadingState(
      {
        stage: readEveryone ? 'people' : 'groups',
        resume: null,
        pending: [...groups],
        done: [],
        kept: [],
        notPeople: 0,
        unreadable: 0,
        failedParts: 0,
        lastSeq: 0,
        complete: true,
        warnings: [],
      },
      new SeenSet(),
    )
  }

  #tail: Promise<unknown> = Promise.resolve()

  /** Runs `work` after whatever was asked for before: groups are fetched side by side, but written one after another. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work)
    this.#tail = turn.catch(() => undefined)
    return turn
  }

  /** Null when nothing usable was stored: the reading begins again. */
  static restore(stored: unknown, seen: Uint8Array | null): ReadingState | null {
    const parsed = checkpoint.safeParse(stored)
    return parsed.success && seen ? new ReadingState(parsed.data, SeenSet.fromBytes(seen)) : null
  }

  get at(): Readonly<z.infer<typeof checkpoint>> {
    return this.#at
  }

  /** People met so far, those that could not be read included. */
  get people(): number {
    return this.seen.size + this.#at.unreadable
  }

  advance(part: Partial<z.infer<typeof checkpoint>>): void {
    this.#at = { ...this.#at, ...part }
  }

  warn(warning: RunWarning): void {
    const same = this.#at.warnings.some((other) => other.code === warning.code && other.text === warning.text)
    if (!same) this.advance({ warnings: [...this.#at.warnings, warning] })
  }

  /** The columns of `sync_runs` that hold this state. */
  toColumns() {
    return { checkpoint: this.#at, checkpointSeen: this.seen.toBytes(), warnings: this.#at.warnings }
  }
}
