export type LoggedRequest = {
  method: string
  /** Path with query; bodies and headers are not kept. */
  path: string
  status: number
  /** ISO 8601, on the emulator's clock. */
  at: string
  clientRequestId: string | null
}

const KEPT = 20_000

/** The latest requests, oldest first. Status 0 means that the connection was cut. */
export class RequestLog {
  #entries: LoggedRequest[] = []

  add(entry: LoggedRequest): void {
    this.#entries.push(entry)
    if (this.#entries.length > KEPT * 2) this.#entries = this.#entries.slice(-KEPT)
  }

  list(): LoggedRequest[] {
    return this.#entries.slice(-KEPT)
  }

  clear(): void {
    this.#entries = []
  }
}
