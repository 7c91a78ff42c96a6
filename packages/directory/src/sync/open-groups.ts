/** Groups fetched side by side; the throttle of the connection is shared between them. */
const AT_ONCE = 4
/** Groups that are fetched or still being written; what has been fetched is in memory until then. */
const MOST_OPEN = 8

/**
 * The groups that are being worked on. A group that has been fetched makes room for the next one while its last pages are
 * still written, so that the directory is kept busy.
 */
export class OpenGroups {
  readonly #open = new Map<string, Promise<void>>()
  readonly #fetching = new Set<string>()
  #change = () => {}
  #failure: { readonly error: unknown } | null = null

  get size(): number {
    return this.#open.size
  }

  has(id: string): boolean {
    return this.#open.has(id)
  }

  /** How many more may begin now. */
  get room(): number {
    return Math.max(0, Math.min(AT_ONCE - this.#fetching.size, MOST_OPEN - this.#open.size))
  }

  /** `work` is given what to call once everything it needs has been fetched. */
  start(id: string, work: (onFetched: () => void) => Promise<void>): void {
    const onFetched = () => {
      this.#fetching.delete(id)
      this.#change()
    }
    this.#fetching.add(id)
    const done = work(onFetched)
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => {
        this.#open.delete(id)
        onFetched()
      })
    this.#open.set(id, done)
  }

  /** Resolves when there is more room or less to do. Rejects with the first failure of a group's work. */
  async changed(): Promise<void> {
    if (this.#failure === null)
      await new Promise<void>((resolve) => {
        this.#change = resolve
      })
    this.throwFailure()
  }

  /** Throws the first failure there was. */
  throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.error
  }

  /** Waits for everything that was begun, whatever becomes of it. */
  async settled(): Promise<void> {
    await Promise.all(this.#open.values())
  }
}
