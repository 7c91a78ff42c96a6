import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromAnyBase64, fromBase64, toBase64, toBase64Url } from './base64.ts'

test('what is written is read, in either alphabet', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = toBase64(bytes)
      expect(fromBase64(text)).toEqual(bytes)
      expect(fromAnyBase64(text)).toEqual(bytes)
      expect(fromAnyBase64(toBase64Url(bytes))).toEqual(bytes)
      expect(fromAnyBase64(`${toBase64Url(bytes)}${text.endsWith('=') ? '=' : ''}`)).toEqual(bytes)
    }),
  )
  expect(toBase64(Uint8Array.of(0xfb, 0xff, 0xfe))).toBe('+//+')
  expect(toBase64Url(Uint8Array.of(0xfb, 0xff, 0xfe, 0))).toBe('-__-AA')
})

test.each([
  'AAA',
  'AA',
  'A',
  'AAAA ',
  ' AAAA',
  'AAAA\n',
  'AA==AA==',
  'AA=',
  'AB==',
  'AAB=',
  'AA-_',
  'AAA*',
  '====',
])('%j is not read strictly', (text) => {
  expect(fromBase64(text)).toBeUndefined()
})

test.each(['A', 'AAAA\n', 'AA==AA', 'A*AA', 'é'])('%j is not read at all', (text) => {
  expect(fromAnyBase64(text)).toBeUndefined()
})
