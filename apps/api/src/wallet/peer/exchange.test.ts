import type { FrameAnswer } from '@rollcall/directory'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deferred } from '../../testing/deferred.ts'
import { packText, unpack } from './binarypack.ts'
import { startExchange, type Exchange } from './exchange.ts'

const GO_ON: FrameAnswer = { kind: 'reply', frame: 'step', done: false }
const DONE: FrameAnswer = { kind: 'reply', frame: 'last', done: true }
const STRANGER: FrameAnswer = { kind: 'refused', stranger: true }
const REFUSED: FrameAnswer = { kind: 'refused', stranger: false }

describe('the frames of a data channel', () => {
  const received: string[] = []
  const sent: string[] = []
  const counted: string[] = []
  const logged: string[] = []
  let left = 0
  let hungUp = 0
  let exchange: Exchange

  beforeEach(() => {
    vi.useFakeTimers()
    for (const list of [received, sent, counted, logged]) list.length = 0
    left = 0
    hungUp = 0
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function open(receive: (frame: string) => Promise<FrameAnswer> | FrameAnswer): void {
    const note = (_fields: object, message: string) => void logged.push(message)
    exchange = startExchange({
      async receive(frame) {
        received.push(frame)
        return receive(frame)
      },
      async left() {
        left += 1
      },
      send(message) {
        const heard = unpack(message)
        sent.push(heard.kind === 'text' ? heard.text : heard.kind)
      },
      hangUp() {
        hungUp += 1
        void exchange.ended()
      },
      count: (outcome) => void counted.push(outcome),
      log: { info: note, warn: note, error: note },
    })
  }
  const say = (text: string) => packText(text, 1).forEach((message) => exchange.hear(message))

  it('are answered, and the last one is answered by waiting for the farewell', async () => {
    open((frame) => (frame === 'init' ? GO_ON : DONE))
    say('init')
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual(['step'])
    say('complete')
    await vi.advanceTimersByTimeAsync(4_999)
    expect([hungUp, sent, counted]).toEqual([0, ['step'], ['answered', 'done']])
    await vi.advanceTimersByTimeAsync(1)
    expect([hungUp, left]).toEqual([1, 0])
  })

  it('leave no timer when the wallet closes after the last one', async () => {
    open(() => DONE)
    say('complete')
    await vi.advanceTimersByTimeAsync(1)
    await exchange.ended()
    expect([vi.getTimerCount(), left]).toEqual([0, 0])
  })

  it('are answered in their order, one at a time, and all that came before the end', async () => {
    const first = deferred<FrameAnswer>()
    open((frame) => (frame === 'one' ? first.promise : DONE))
    say('one')
    say('two')
    const ended = exchange.ended()
    expect(received).toEqual(['one'])
    first.resolve(GO_ON)
    await ended
    expect(received).toEqual(['one', 'two'])
    expect([counted, left, vi.getTimerCount()]).toEqual([['answered', 'done'], 0, 0])
  })

  it('wait eight at most', async () => {
    open(() => new Promise<FrameAnswer>(() => {}))
    for (let turn = 0; turn < 9; turn += 1) say(`frame ${turn}`)
    expect(hungUp).toBe(0)
    say('one too many')
    expect([hungUp, received]).toEqual([1, ['frame 0']])
  })

  it('of strangers end the connection with the fifth, and the session hears that it was left', async () => {
    open(() => STRANGER)
    for (let turn = 0; turn < 8; turn += 1) {
      say('x')
      await vi.advanceTimersByTimeAsync(0)
      expect(hungUp).toBe(turn < 4 ? 0 : 1)
    }
    expect(received).toHaveLength(5)
    expect(left).toBe(1)
  })

  it('that cannot be read count as those of strangers', async () => {
    open(() => GO_ON)
    for (let turn = 0; turn < 5; turn += 1) exchange.hear(Uint8Array.of(0x91, 0xc0))
    await vi.advanceTimersByTimeAsync(0)
    expect([hungUp, counted.length, received]).toEqual([1, 5, []])
  })

  it('are over when one is refused: nothing more is looked at', async () => {
    open(() => REFUSED)
    say('wrong')
    say('again')
    await vi.advanceTimersByTimeAsync(0)
    expect([received, hungUp, left, counted]).toEqual([['wrong'], 1, 0, ['refused']])
  })

  it('are over when the wallet gives up or says farewell', async () => {
    open(() => GO_ON)
    say('AA==')
    expect([hungUp, received]).toEqual([1, []])
    await vi.advanceTimersByTimeAsync(0)
    expect(left).toBe(1)
  })

  it('end with the connection when the server cannot answer, and the wallet learns no more', async () => {
    open(() => Promise.reject(new Error('connection to 10.0.0.5 refused')))
    say('init')
    await vi.advanceTimersByTimeAsync(0)
    expect([hungUp, left, sent, counted]).toEqual([1, 1, [], ['failed']])
    expect(logged).toHaveLength(1)
  })
})
