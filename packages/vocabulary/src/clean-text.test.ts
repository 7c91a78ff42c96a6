import { expect, test } from 'vitest'
import { cleanText } from './clean-text.ts'

test.each([
  ['  Ada  ', 'Ada'],
  ['', null],
  ['   ', null],
  [null, null],
  [undefined, null],
  ['Zoe\u0308', 'Zo\u00eb'],
  ['A\u0000B\u0007C', 'ABC'],
  ['Anna\r\n\tMaria', 'Anna Maria'],
  ['half \ud83d pair', 'half  pair'],
  ['whole \u{1f469}\u200d\u{1f680}', 'whole \u{1f469}\u200d\u{1f680}'],
  ['\u202Egnp.exe', 'gnp.exe'],
  ["O'Brien-Łęcki 李", "O'Brien-Łęcki 李"],
])('makes %j %j', (value, expected) => {
  expect(cleanText(value)).toBe(expected)
})
