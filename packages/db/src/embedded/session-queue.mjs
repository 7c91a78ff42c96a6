/** Messages that complete an exchange: start-up (0), Query, Sync, FunctionCall, password, Terminate. */
const COMPLETING = new Set([0, ...Buffer.from('QSFpX')])
const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4)

/**
 * Lets many sockets take turns on the engine's only session (PostgreSQL protocol, chapter 55.2). A socket keeps the
 * session from its first message to the Sync or Query that completes the exchange, and through its transaction.
 * The queue that comes with pglite-socket switches between messages: a large statement, which arrives in
 * several pieces, could then be bound to the statement another socket prepared in between.
 */
export class SessionQueue {
  #db
  #waiting = []
  #owner = null
  #draining = false

  constructor(db) {
    this.#db = db
  }

  /** Called by PGLiteSocketHandler for each message; resolves with the number of bytes answered. */
  enqueue(socket, message, onData) {
    return this.#push(socket, COMPLETING.has(message[0]), () => this.#send(message, onData))
  }

  /** Called when a socket has gone: what it still had in the queue is of no use to anyone. */
  clearQueueForHandler(socket) {
    const gone = this.#waiting.filter((turn) => turn.socket === socket)
    this.#waiting = this.#waiting.filter((turn) => turn.socket !== socket)
    for (const turn of gone) turn.reject(new Error('The connection was closed.'))
  }

  /**
   * Called when a socket has gone: ends its half-sent exchange, rolls back its open transaction, and takes back its
   * settings, which would otherwise hold for everyone.
   */
  async clearTransactionIfNeeded(socket) {
    const ended = this.#push(socket, true, async () => {
      await this.#send(SYNC, () => {})
      if (this.#db.isInTransaction()) await this.#db.exec('ROLLBACK')
      await this.#db.exec('RESET ALL')
    })
    // Without a transaction there is nothing to wait for; the turn may come when the engine has closed.
    if (this.#owner === socket) await ended
    else ended.catch(() => {})
  }

  getQueueLength() {
    return this.#waiting.length
  }

  #push(socket, completes, run) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ socket, completes, run, resolve, reject })
      void this.#drain()
    })
  }

  async #drain() {
    if (this.#draining) return
    this.#draining = true
    for (let turn = this.#next(); turn; turn = this.#next()) {
      this.#owner = turn.socket
      try {
        turn.resolve(await turn.run())
      } catch (error) {
        turn.reject(error)
      }
      if (this.#db.closed) return
      if (turn.completes && !this.#db.isInTransaction()) this.#owner = null
    }
    this.#draining = false
  }

  #next() {
    const index = this.#owner === null ? 0 : this.#waiting.findIndex((turn) => turn.socket === this.#owner)
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0]
  }

  async #send(message, onData) {
    let bytes = 0
    const onRawData = (chunk) => {
      bytes += chunk.length
      onData(chunk)
    }
    await this.#db.runExclusive(() => this.#db.execProtocolRawStream(message, { onRawData }))
    return bytes
  }
}
