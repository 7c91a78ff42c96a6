import type { FrameAnswer, Log } from '@rollcall/directory'
import type { FrameOutcome } from '../wallet-metrics.ts'
import { BinarypackError, packText } from './binarypack.ts'
import { createMessageReader, type Heard, type MessageReader } from './message-reader.ts'

/** Frames that wait while another is being answered. A wallet sends one and waits for the answer. */
const MAX_WAITING = 8
/** Frames that cannot be unsealed or read before the connection is closed. */
const MAX_STRANGE = 5
/** A wallet closes the connection once it has signed. */
const FAREWELL_MS = 5_000
/** The one byte that means: I give up. */
const ABORT = 'AA=='

export interface ExchangeOptions {
  /** Answers one frame; may throw. */
  receive(frame: string): Promise<FrameAnswer>
  /** The connection closed before the wallet had signed. */
  left(): Promise<void>
  send(message: Uint8Array): void
  /** Ends the connection; `ended` is called for it as well. */
  hangUp(): void
  count(outcome: FrameOutcome): void
  readonly log: Log
}

/** The frames of one data channel, one at a time and in the order they came. */
export interface Exchange {
  hear(message: Uint8Array): void
  /** The connection has ended. Resolves when what came over it has been answered and, if need be, `left` was told. */
  ended(): Promise<void>
}

interface Running extends ExchangeOptions {
  readonly reader: MessageReader
  readonly waiting: string[]
  working: Promise<void> | null
  state: 'open' | 'done' | 'refused'
  strange: number
  sent: number
  closing: NodeJS.Timeout | undefined
  end: Promise<void> | null
}

/** A frame that comes while another is being answered waits; nothing is lost that came before the end. */
export function startExchange(options: ExchangeOptions): Exchange {
  const running: Running = {
    ...options,
    reader: createMessageReader(),
    waiting: [],
    working: null,
    state: 'open',
    strange: 0,
    sent: 0,
    closing: undefined,
    end: null,
  }
  return {
    hear: (message) => hear(running, message),
    ended: () => (running.end ??= close(running)),
  }
}

function hear(running: Running, message: Uint8Array): void {
  if (running.end || running.state !== 'open') return
  const heard = read(running.reader, message)
  if (heard === 'strange') return seeStranger(running)
  if (heard === null) return
  if (heard.kind === 'close' || heard.text === ABORT) return running.hangUp()
  if (running.waiting.length >= MAX_WAITING) return running.hangUp()
  running.waiting.push(heard.text)
  running.working ??= work(running).finally(() => {
    running.working = null
  })
}

function read(reader: MessageReader, message: Uint8Array): Heard | null | 'strange' {
  try {
    return reader.read(message)
  } catch (error) {
    if (error instanceof BinarypackError) return 'strange'
    throw error
  }
}

function seeStranger(running: Running): void {
  running.strange += 1
  running.count('stranger')
  if (running.strange >= MAX_STRANGE) running.hangUp()
}

async function work(running: Running): Promise<void> {
  while (running.state === 'open' && running.strange < MAX_STRANGE) {
    const frame = running.waiting.shift()
    if (frame === undefined) return
    await answer(running, frame)
  }
}

async function answer(running: Running, frame: string): Promise<void> {
  const { receive, count, log, hangUp } = running
  try {
    const reply = await receive(frame)
    if (reply.kind === 'reply') return reply.done ? finish(running) : goOn(running, reply.frame)
    if (reply.stranger) return seeStranger(running)
    running.state = 'refused'
    count('refused')
  } catch (error) {
    log.error({ err: error }, 'A frame of a wallet could not be answered.')
    count('failed')
  }
  hangUp()
}

function goOn(running: Running, frame: string): void {
  running.count('answered')
  running.sent += 1
  for (const message of packText(frame, running.sent)) running.send(message)
}

function finish(running: Running): void {
  running.state = 'done'
  running.count('done')
  if (!running.end) running.closing = setTimeout(running.hangUp, FAREWELL_MS)
}

async function close(running: Running): Promise<void> {
  clearTimeout(running.closing)
  await running.working
  if (running.state !== 'open') return
  try {
    await running.left()
  } catch (error) {
    running.log.error({ err: error }, 'A wallet left, and that could not be noted.')
  }
}
