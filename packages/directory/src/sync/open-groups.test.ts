import { expect, test } from 'vitest'
import { OpenGroups } from './open-groups.ts'

/** Work that ends when it is told to. */
function work() {
  let end = () => {}
  let fail = (_error: Error) => {}
  let fetched = () => {}
  const done = new Promise<void>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return {
    run: (onFetched: () => void) => {
      fetched = onFetched
      return done
    },
    end: () => end(),
    fail: (error: Error) => fail(error),
    fetched: () => fetched(),
  }
}

function openMany(open: OpenGroups, names: readonly string[]) {
  return names.map((id) => {
    const one = work()
    open.start(id, one.run)
    return one
  })
}

test('four are fetched at once; one that was fetched makes room while it is written', async () => {
  const open = new OpenGroups()
  const groups = openMany(open, ['a', 'b', 'c', 'd'])
  expect(open.room).toBe(0)
  const changed = open.changed()
  groups[0]?.fetched()
  await changed
  expect([open.room, open.size]).toEqual([1, 4])
  groups[0]?.end()
  await open.changed()
  expect([open.room, open.size, open.has('a')]).toEqual([1, 3, false])
})

test('no more than eight are open, however quickly they are fetched', () => {
  const open = new OpenGroups()
  for (const one of openMany(open, ['a', 'b', 'c', 'd', 'e', 'f', 'g'])) one.fetched()
  expect(open.room).toBe(1)
  for (const one of openMany(open, ['h'])) one.fetched()
  expect(open.room).toBe(0)
})

test('a failure of one is told, and the others are waited for', async () => {
  const open = new OpenGroups()
  const [first, second] = openMany(open, ['a', 'b'])
  first?.fail(new Error('refused'))
  await expect(open.changed()).rejects.toThrow('refused')
  let settled = false
  const all = open.settled().then(() => (settled = true))
  await Promise.resolve()
  expect(settled).toBe(false)
  second?.end()
  await all
  expect(open.size).toBe(0)
  expect(() => open.throwFailure()).toThrow('refused')
})
