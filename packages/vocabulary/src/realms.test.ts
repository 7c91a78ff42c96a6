import { expect, test } from 'vitest'
import { slug, toSlug } from './realms.ts'

test.each([
  ['Sales Team', 'sales-team'],
  ['  Élodie & Søn (EMEA)  ', 'elodie-s-n-emea'],
  ['R&D', 'r-d'],
  ['a'.repeat(79) + ' b', 'a'.repeat(79)],
])('%s becomes %s', (name, expected) => {
  expect(toSlug(name)).toBe(expected)
  expect(slug.safeParse(toSlug(name)).success).toBe(true)
})

test('names without Latin letters get addresses that differ and stay the same', () => {
  expect(toSlug('営業')).toBe(toSlug('営業'))
  expect(toSlug('営業')).not.toBe(toSlug('開発'))
  expect(slug.safeParse(toSlug('--')).success).toBe(true)
})
