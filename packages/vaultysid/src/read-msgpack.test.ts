import { encode } from '@msgpack/msgpack'
import { hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalValues, readMap, type Value } from './read-msgpack.ts'
import { codeOf, expectCode } from './testing/expect-code.ts'
import { writeMap } from './write-msgpack.ts'

const atom = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.uint8Array({ maxLength: 400 }),
)
const key = fc.string({ unit: 'grapheme', maxLength: 12 })
const flat = fc.uniqueArray(fc.tuple(key, atom), { maxLength: 20, selector: ([name]) => name })
const entries = fc.uniqueArray(
  fc.tuple(
    key,
    fc.oneof(
      atom,
      fc.array(atom, { maxLength: 5 }),
      flat.map((list) => new Map<string, Value>(list)),
    ),
  ),
  { maxLength: 20, selector: ([name]) => name },
)

describe('what it reads', () => {
  test('comes back as it was written, in its order', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const value = readMap(writeMap(list))
        expect([...value.keys()]).toEqual(list.map(([name]) => name))
        expect(equalValues(value, new Map<string, Value>(list))).toBe(true)
      }),
    )
  })

  test('agrees with the library on plain objects', () => {
    const record = { a: 1, b: 'é€😀', c: 2 ** 40, d: -5, e: new Uint8Array(300), f: null, g: [true, -40_000] }
    expect(equalValues(readMap(encode(record)), new Map<string, Value>(Object.entries(record)))).toBe(true)
    expect(writeMap(Object.entries(record))).toEqual(encode(record))
  })

  test('keys that look like numbers stay where they are', () => {
    const map = readMap(
      writeMap([
        ['b', 1],
        ['1', 2],
      ]),
    )
    expect([...map.keys()]).toEqual(['b', '1'])
  })

  test('keys that mean something to objects are ordinary', () => {
    const map = readMap(hexToBytes('81a95f5f70726f746f5f5f81a561646d696ec3'))
    expect([...map.keys()]).toEqual(['__proto__'])
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('admin')
  })

  test('a byte order mark is part of the text', () => {
    expect(readMap(writeMap([['t', '\uFEFFa']])).get('t')).toBe('\uFEFFa')
  })

  test('bytes are copies', () => {
    const message = writeMap([['b', Uint8Array.of(1, 2)]])
    const value = readMap(message).get('b')
    message.fill(0)
    expect(value).toEqual(Uint8Array.of(1, 2))
  })
})

const REFUSED: readonly [string, string][] = [
  ['nothing', ''],
  ['a number', '00'],
  ['a list', '90'],
  ['bytes after the end', '8000'],
  ['an end too early', '81a161'],
  ['a length beyond the end', '81a161c4ff00'],
  ['a key that is a number', '810102'],
  ['a key that is bytes', '81c4016101'],
  ['a key twice', '82a16101a16101'],
  ['an extension', '81a161d40100'],
  ['an empty extension', '81a161c70001'],
  ['a time extension', '81a161d6ff00000000'],
  ['a fraction', '81a161cb3ff0000000000000'],
  ['the unused tag', '81a161c1'],
  ['an integer that is not safe', '81a161cf0020000000000000'],
  ['a negative integer that is not safe', '81a161d3ffdfffffffffffff'],
  ['text that is no UTF-8', '81a161a1ff'],
  ['overlong UTF-8', '81a161a2c1a1'],
  ['a surrogate in UTF-8', '81a161a3eda080'],
  [
    '33 entries',
    `de0021${Array.from({ length: 33 }, (_, index) => `a2${(0x3030 + index).toString(16)}00`).join('')}`,
  ],
  ['a list of 33', `81a161dc0021${'00'.repeat(33)}`],
  ['a map that claims four billion entries', 'dfffffffff'],
  ['a list that claims four billion items', '81a161ddffffffff'],
  ['text of 1025 bytes', `81a161da0401${'61'.repeat(1025)}`],
  ['8193 bytes', `81a161c52001${'00'.repeat(8193)}`],
  ['five levels', '81a16181a16181a16181a16181a16100'],
  ['very many levels', `81a161${'91'.repeat(60_000)}`],
]

describe('what it refuses', () => {
  test.each(REFUSED)('%s', (_, hex) => {
    expectCode(() => readMap(hexToBytes(hex)), 'malformed')
  })

  test('any bytes give a map or `malformed`', () => {
    const message = writeMap([
      ['a', new Map<string, Value>([['b', 'c']])],
      ['d', [1, 'x']],
      ['e', Uint8Array.of(1, 2)],
    ])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.nat(255), (noise, at, byte) => {
        expect(['ok', 'malformed']).toContain(codeOf(() => readMap(noise)))
        const damaged = Uint8Array.from(message)
        damaged[at % damaged.length] = byte
        expect(['ok', 'malformed']).toContain(codeOf(() => readMap(damaged)))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the limits leave room for', () => {
  test('32 entries, 1024 bytes of text, 8192 bytes, four levels', () => {
    const names = Array.from({ length: 29 }, (_, index): [string, Value] => [`k${index}`, index])
    const deep = new Map([['l2', new Map([['l3', new Map([['l4', 1]])]])]])
    const list: [string, Value][] = [
      ...names,
      ['t', 'a'.repeat(1024)],
      ['b', new Uint8Array(8192)],
      ['m', deep],
    ]
    expect(readMap(writeMap(list)).size).toBe(32)
  })
})

describe('values are equal', () => {
  test('in any order of keys, and only when all is the same', () => {
    const left = new Map<string, Value>([
      ['a', 1],
      ['b', Uint8Array.of(1)],
    ])
    expect(
      equalValues(
        left,
        new Map<string, Value>([
          ['b', Uint8Array.of(1)],
          ['a', 1],
        ]),
      ),
    ).toBe(true)
    expect(
      equalValues(
        left,
        new Map<string, Value>([
          ['b', Uint8Array.of(2)],
          ['a', 1],
        ]),
      ),
    ).toBe(false)
    expect(equalValues(left, new Map<string, Value>([['a', 1]]))).toBe(false)
    expect(equalValues(new Map([['a', null]]), new Map([['b', null]]))).toBe(false)
    expect(equalValues([1, 2], [1])).toBe(false)
    expect(equalValues('1', 1)).toBe(false)
    expect(equalValues(new Map(), [])).toBe(false)
  })
})
