import { expect, test } from 'vitest'
import { lightPalette, darkPalette } from '../theme/palette.ts'
import { AVATAR_COLORS, avatarIndex, toInitials } from './initials.ts'

test.each([
  ['Ada Lovelace', 'AL'],
  ['Tim Berners-Lee', 'TL'],
  ['grace.hopper@contoso.com', 'GC'],
  ['Ludwig van Beethoven (External)', 'LB'],
  ['Élodie', 'É'],
  ['王 小明', '王小'],
  ['', '?'],
])('%j becomes %s', (name, initials) => {
  expect(toInitials(name)).toBe(initials)
})

test('both palettes hold a colour pair for every index', () => {
  expect(lightPalette.avatars).toHaveLength(AVATAR_COLORS)
  expect(darkPalette.avatars).toHaveLength(AVATAR_COLORS)
  const seen = new Set(Array.from({ length: 200 }, (_, index) => avatarIndex(`Person ${String(index)}`)))
  expect(seen.size).toBe(AVATAR_COLORS)
})
