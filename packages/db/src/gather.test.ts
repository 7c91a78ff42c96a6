import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import { gather } from './gather.ts'
import type { Sql } from './sql.ts'

/** Statements wait until they are let go, so that what arrives meanwhile can be told. */
function openWorld(refuse: (items: readonly string[]) => Error | null = () => null) {
  const sent: string[][] = []
  const held: (() => void)[] = []
  const ask = gather<string, string>({
    keysOf: (item) => item.split(' '),
    async send(_sql, items) {
      sent.push([...items])
      await new Promise<void>((go) => held.push(go))
      const error = refuse(items)
      if (error) throw error
      return items.map((item) => `did ${item}`)
    },
  })
  const sql: Sql = async () => []
  return {
    sent,
    ask: (item: string) => ask(sql, item),
    askElsewhere: (item: string) => ask(async () => [], item),
    /** Lets everything go until nothing is left. */
    async finish() {
      for (let idle = 0; idle < 3; idle += 1) {
        if (held.length > 0) idle = 0
        for (const go of held.splice(0)) go()
        await new Promise((next) => setImmediate(next))
      }
    },
  }
}

function refusal(code: string): DatabaseError {
  const error = new DatabaseError('no', 2, 'error')
  error.code = code
  return error
}

const settled = (promises: Promise<string>[]) =>
  Promise.allSettled(promises).then((all) =>
    all.map((one) =>
      one.status === 'fulfilled' ? one.value : String(one.reason.code ?? one.reason.message),
    ),
  )

test('who comes alone is sent at once', async () => {
  const world = openWorld()
  const answer = world.ask('a')
  expect(world.sent).toEqual([['a']])
  await world.finish()
  expect(await answer).toBe('did a')
})

test('those who come while statements are under way go together, and each gets its own answer', async () => {
  const world = openWorld()
  const answers = ['a', 'b', 'd', 'c'].map(world.ask)
  await new Promise((next) => setImmediate(next))
  answers.push(world.ask('f'), world.ask('e'))
  await new Promise((next) => setImmediate(next))
  expect(world.sent).toEqual([['a'], ['b', 'c', 'd']])
  await world.finish()
  expect(world.sent).toEqual([['a'], ['b', 'c', 'd'], ['e', 'f']])
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'd', 'c', 'f', 'e'].map((item) => `did ${item}`))
})

test('items with a key in common go one after the other', async () => {
  const world = openWorld()
  const answers = ['x', 'a 1', 'b 1', 'c 2', 'd 2 1'].map(world.ask)
  await world.finish()
  expect(world.sent).toEqual([['x'], ['a 1', 'c 2'], ['b 1'], ['d 2 1']])
  expect(await Promise.all(answers)).toHaveLength(5)
})

test('nor does one overtake those who wait for the same, or go while the other is on its way', async () => {
  const world = openWorld()
  const answers = ['a', 'a b', 'b', 'c'].map(world.ask)
  await new Promise((next) => setImmediate(next))
  expect(world.sent).toEqual([['a'], ['c']])
  await world.finish()
  expect(world.sent).toEqual([['a'], ['c'], ['a b'], ['b']])
  expect(await Promise.all(answers)).toEqual(['did a', 'did a b', 'did b', 'did c'])
})

test('a statement has so many items and no more, and none is forgotten', async () => {
  const world = openWorld()
  const answers = Array.from({ length: 100 }, (_, index) => world.ask(`k${index}`))
  await world.finish()
  expect(Math.max(...world.sent.map((items) => items.length))).toBe(32)
  expect(new Set(await Promise.all(answers)).size).toBe(100)
})

test('what the database refuses fails alone', async () => {
  const world = openWorld((items) => (items.includes('bad') ? refusal('23505') : null))
  const answers = ['x', 'a', 'bad', 'b'].map(world.ask)
  const ends = settled(answers)
  await world.finish()
  expect(await ends).toEqual(['did x', 'did a', '23505', 'did b'])
  expect(world.sent).toEqual([['x'], ['a', 'b', 'bad'], ['a'], ['b'], ['bad']])
})

test.each(['57P01', '08006'])('nothing is repeated when nobody knows what was done: %s', async (code) => {
  const world = openWorld((items) => (items.length > 1 ? refusal(code) : null))
  const answers = ['x', 'a', 'b'].map(world.ask)
  const ends = settled(answers)
  await world.finish()
  expect(await ends).toEqual(['did x', code, code])
  expect(world.sent).toEqual([['x'], ['a', 'b']])
})

test('nor after an error of the connection', async () => {
  const world = openWorld((items) => (items.length > 1 ? new Error('Connection terminated') : null))
  const answers = ['x', 'a', 'b'].map(world.ask)
  const ends = settled(answers)
  await world.finish()
  expect(await ends).toEqual(['did x', 'Connection terminated', 'Connection terminated'])
  expect(world.sent).toHaveLength(2)
})

test('two databases have nothing to do with each other', async () => {
  const world = openWorld()
  const answers = [world.ask('a'), world.askElsewhere('b')]
  expect(world.sent).toEqual([['a'], ['b']])
  await world.finish()
  expect(await Promise.all(answers)).toEqual(['did a', 'did b'])
})
