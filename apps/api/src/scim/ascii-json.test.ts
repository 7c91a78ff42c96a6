import { describe, expect, test } from 'vitest'
import { toAsciiJson } from './ascii-json.ts'

const ASCII = /^[\0-\x7f]*$/

describe('a text as JSON in ASCII', () => {
  test.each(['', '…', 'a…', '"…', '\\…', 'ö…', 'ab…', '…a', '……', 'W/"3"', 'a\\b', '\0', 'Zoë 🦊', '\ud800'])(
    '%j is the same text again',
    (text) => {
      const json = toAsciiJson(text)
      expect(JSON.parse(json)).toBe(text)
      expect(json).toMatch(ASCII)
    },
  )

  test('holds for every character', () => {
    for (let code = 0; code < 0x10000; code += 1) {
      const text = String.fromCharCode(code)
      if (JSON.parse(toAsciiJson(text)) !== text || !ASCII.test(toAsciiJson(`${text}…`)))
        expect.fail(`U+${code.toString(16)} is lost.`)
    }
  })
})
