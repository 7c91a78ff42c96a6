import { expect, test } from 'vitest'
import { oneAhead } from './one-ahead.ts'

/** Pages 0, 1, 2 and so on; notes which were asked for, and whether it was closed. */
function book(pages: number, failAt = Infinity) {
  const asked: number[] = []
  const log = { asked, closed: false }
  async function* read() {
    try {
      for (let page = 0; page < pages; page += 1) {
        asked.push(page)
        if (page === failAt) throw new Error(`page ${page} is torn`)
        yield page
      }
    } finally {
      log.closed = true
    }
  }
  return { log, read }
}

test('hands over every page in order, one asked for ahead', async () => {
  const { log, read } = book(4)
  const seen: [number, number][] = []
  for await (const page of oneAhead(read())) {
    await Promise.resolve()
    seen.push([page, log.asked.length])
  }
  expect(seen).toEqual([
    [0, 2],
    [1, 3],
    [2, 4],
    [3, 4],
  ])
  expect(log.closed).toBe(true)
})

test('a failure comes after the pages before it', async () => {
  const { read } = book(5, 2)
  const seen: number[] = []
  const reading = async () => {
    for await (const page of oneAhead(read())) seen.push(page)
  }
  await expect(reading()).rejects.toThrow('page 2 is torn')
  expect(seen).toEqual([0, 1])
})

test('leaving early closes the source, and a failure nobody waits for is no unhandled one', async () => {
  const { log, read } = book(5, 1)
  for await (const page of oneAhead(read())) {
    expect(page).toBe(0)
    break
  }
  expect(log.closed).toBe(true)
})
