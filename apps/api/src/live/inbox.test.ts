import { describe, expect, it } from 'vitest'
import { createInbox } from './inbox.ts'

const never = new AbortController().signal

async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = []
  for await (const item of items) read.push(item)
  return read
}

describe('createInbox', () => {
  it('gives what was put before and during the reading, in order, then ends', async () => {
    const inbox = createInbox<number>()
    inbox.put(1)
    const reading = readAll(inbox.read(never))
    inbox.put(2)
    await Promise.resolve()
    inbox.put(3)
    inbox.close()
    expect(await reading).toEqual([1, 2, 3])
  })

  it('throws the failure after what was put before it', async () => {
    const inbox = createInbox<number>()
    inbox.put(1)
    inbox.fail(new Error('broken'))
    const reader = inbox.read(never)
    expect(await reader.next()).toEqual({ done: false, value: 1 })
    await expect(reader.next()).rejects.toThrow('broken')
  })

  it('ends a waiting reader when aborted', async () => {
    const inbox = createInbox<number>()
    const controller = new AbortController()
    const reading = readAll(inbox.read(controller.signal))
    controller.abort()
    expect(await reading).toEqual([])
  })

  it('hands over everything at once', () => {
    const inbox = createInbox<number>()
    inbox.put(1)
    inbox.put(2)
    expect(inbox.size).toBe(2)
    expect(inbox.take()).toEqual([1, 2])
    expect(inbox.size).toBe(0)
  })
})
