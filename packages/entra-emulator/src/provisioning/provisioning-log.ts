import type { EmulatorClock } from '../emulator-clock.ts'

export type LogAction =
  | 'probe'
  | 'read-schemas'
  | 'match'
  | 'create'
  | 'read'
  | 'update'
  | 'disable'
  | 'enable'
  | 'delete'
  | 'set-manager'
  | 'add-members'
  | 'remove-members'
  | 'skip'
  | 'job'

/** Whose entry it is: a person or group of the directory, by object id and name. */
export type LogSubject = { kind: 'user' | 'group' | 'job'; id: string; name: string }

/** One request to the target, or one decision to send none (`request` null, status null). */
export type LogEntry = {
  /** Counts up from 1. */
  id: number
  /** ISO 8601, on the emulator's clock. */
  at: string
  /** 0 outside of cycles. */
  cycle: number
  action: LogAction
  subject: LogSubject
  request: { method: string; path: string; body: string | null } | null
  /** 0 when no answer came. */
  status: number | null
  outcome: 'success' | 'failure' | 'skipped'
  /** The target's own words for a refusal, or why nothing was sent. */
  detail: string | null
  durationMs: number
}

export type NewLogEntry = Omit<LogEntry, 'id' | 'at' | 'cycle'>

const KEPT = 5_000

/** The latest entries, oldest first. */
export class ProvisioningLog {
  #entries: LogEntry[] = []
  #next = 1
  #clock: EmulatorClock
  cycle = 0

  constructor(clock: EmulatorClock) {
    this.#clock = clock
  }

  add(entry: NewLogEntry): void {
    this.#entries.push({
      id: this.#next++,
      at: this.#clock.date().toISOString(),
      cycle: this.cycle,
      ...entry,
    })
    if (this.#entries.length > KEPT * 2) this.#entries = this.#entries.slice(-KEPT)
  }

  /** Entries after a given id. */
  list(after = 0): LogEntry[] {
    return this.#entries.slice(-KEPT).filter(({ id }) => id > after)
  }
}
