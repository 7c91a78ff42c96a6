import { SeenSet, type MirrorOutcome } from '@rollcall/db'
import { runWarning, type RunWarning } from '@rollcall/vocabulary'
import * as z from 'zod'

const pendingGroup = z.object({
  id: z.string(),
  /** True for groups in scope: their members are people of this connection. False for groups that only map to a realm. */
  inScope: z.boolean(),
})
export type PendingGroup = z.infer<typeof pendingGroup>

const checkpoint = z.object({
  /** `delta` reads what changed since the last run, `full` everyone. */
  reads: z.enum(['full', 'delta']),
  stage: z.enum(['mark', 'people', 'groups', 'read']),
  /** Sealed links from which the next delta begins, base64; null until they are known, or when there are none. */
  links: z.string().nullable(),
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
  /** How many more people a delta found in the directory than there were, new and returned ones less those who left. */
  gained: z.number().int(),
  /** Something was read that may concern anyone, such as a group moved into another. */
  concernsEveryone: z.boolean(),
  /** Ordinals of people whose row a complete reading wrote; null once everyone is to be compared whatever they are. */
  changed: z.array(z.number().int()).nullable().default(null),
  warnings: z.array(runWarning),
})

/** Beyond this many changed people, comparing everyone costs no more than remembering whom to compare. */
const MOST_CHANGED = 5_000

type Checkpoint = z.infer<typeof checkpoint>

/** Everything a reading must remember to go on after its worker died. */
export class ReadingState {
  #at: Checkpoint
  readonly seen: SeenSet
  /** Rows written to the mirror by this worker. */
  written = 0

  private constructor(at: Checkpoint, seen: SeenSet) {
    this.#at = at
    this.seen = seen
  }

  /**
   * `everyone`: the whole tenant. Without it, the people of the groups in scope. `compareAll`: something changed here
   * since the last run, so that it is not enough to compare people whose row the reading writes.
   */
  static begin(everyone: boolean, groups: readonly PendingGroup[], compareAll: boolean): ReadingState {
    return ReadingState.#start({
      reads: 'full',
      stage: everyone ? 'mark' : 'groups',
      pending: [...groups],
      changed: compareAll ? null : [],
    })
  }

  /** Everyone in the mirror as it stands, because nothing has to be asked for. */
  static ofMirror(ordinals: readonly number[]): ReadingState {
    const state = ReadingState.#start({ reads: 'full', stage: 'read' })
    for (const ordinal of ordinals) state.seen.add(ordinal)
    return state
  }

  /** `from`: sealed link, base64, at which the changes of people begin. */
  static beginDelta(from: string): ReadingState {
    return ReadingState.#start({ reads: 'delta', stage: 'people', resume: from })
  }

  static #start(part: Pick<Checkpoint, 'reads' | 'stage'> & Partial<Checkpoint>): ReadingState {
    return new ReadingState(
      {
        resume: null,
        links: null,
        pending: [],
        done: [],
        kept: [],
        notPeople: 0,
        unreadable: 0,
        failedParts: 0,
        lastSeq: 0,
        complete: true,
        gained: 0,
        concernsEveryone: false,
        changed: null,
        warnings: [],
        ...part,
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

  get at(): Readonly<Checkpoint> {
    return this.#at
  }

  /** Whether the plan is about everyone in the mirror, or only about those who were met. */
  get coversEveryone(): boolean {
    return this.#at.reads === 'full' ? this.#at.complete : this.#at.concernsEveryone
  }

  /** People met so far, those that could not be read included. */
  get people(): number {
    return this.seen.size + this.#at.unreadable
  }

  /** Counts people of a batch as met, and remembers whose row was written. */
  noteMirrored({ ordinals, written, inserted }: MirrorOutcome): void {
    for (const ordinal of ordinals) this.seen.add(ordinal)
    this.written += inserted
    this.noteChanged(written)
  }

  noteChanged(ordinals: readonly number[]): void {
    if (ordinals.length === 0 || this.#at.changed === null) return
    const changed = [...this.#at.changed, ...ordinals]
    this.advance({ changed: changed.length > MOST_CHANGED ? null : changed })
  }

  advance(part: Partial<Checkpoint>): void {
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
