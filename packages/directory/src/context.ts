import type { Database, KeyRing, Tx } from '@rollcall/db'
import type { Actor, OpenSource, Role, RunId } from '@rollcall/vocabulary'

/** Structured log lines; the composition root decides where they go. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Everything a verb may reach for. No verb touches a clock, randomness or the outside by any other way. */
export interface Context {
  readonly db: Database
  readonly keys: KeyRing
  readonly openSource: OpenSource
  /** Who asked, for events; and the role they hold, for rules that depend on it. */
  readonly actor: Actor
  readonly role: Role
  readonly log: Log
  now(): Date
  /** UUIDv7, so that ids sort by creation. */
  newId(): string
  /** Puts a run in the job queue inside the transaction that made it: no run without a job, no job without a run. */
  enqueueRun(tx: Tx, runId: RunId): Promise<void>
}

/** How every verb is called; `input` is parsed on its first line. */
export interface Call<Input> {
  readonly ctx: Context
  readonly input: Input
}
