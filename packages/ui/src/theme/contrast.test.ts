import { describe, expect, test } from 'vitest'
import { darkPalette, indigo, lightPalette, red, type SchemePalette } from './palette.ts'

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function ratio(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function backgrounds(palette: SchemePalette): [string, string][] {
  return [
    ['canvas', palette.canvas],
    ['surface', palette.surface],
    ['hover', palette.hover],
    ['selected', palette.selected],
  ]
}

test('the ratio of black on white is 21', () => {
  expect(ratio('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(ratio('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

describe.each([
  ['light', lightPalette],
  ['dark', darkPalette],
] as const)('%s theme', (_name, palette) => {
  test.each(backgrounds(palette))('text, secondary text and links are readable on %s', (_ground, color) => {
    expect(ratio(palette.text, color)).toBeGreaterThanOrEqual(4.5)
    expect(ratio(palette.dimmed, color)).toBeGreaterThanOrEqual(4.5)
    expect(ratio(palette.link, color)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(Object.entries(palette.tones))(
    '%s is readable on its own ground and on panels',
    (_tone, tone) => {
      expect(ratio(tone.fg, tone.bg)).toBeGreaterThanOrEqual(4.5)
      expect(ratio(tone.fg, palette.surface)).toBeGreaterThanOrEqual(4.5)
      expect(ratio(palette.text, tone.bg)).toBeGreaterThanOrEqual(4.5)
      expect(ratio(tone.solid, palette.surface)).toBeGreaterThanOrEqual(3)
    },
  )

  test('brand colours, initials and control edges reach their ratios', () => {
    expect(ratio(palette.brandFg, palette.brandBg)).toBeGreaterThanOrEqual(4.5)
    for (const pair of palette.avatars) expect(ratio(pair.fg, pair.bg)).toBeGreaterThanOrEqual(4.5)
    expect(ratio(palette.brandSolid, palette.surface)).toBeGreaterThanOrEqual(3)
    expect(ratio(palette.control, palette.surface)).toBeGreaterThanOrEqual(3)
  })
})

test.each([indigo[6], indigo[7], red[6], red[7]])('white is readable on the button colour %s', (color) => {
  expect(ratio('#ffffff', color)).toBeGreaterThanOrEqual(4.5)
})

test('error text is readable on inputs', () => {
  expect(ratio(lightPalette.tones.danger.fg, lightPalette.surface)).toBeGreaterThanOrEqual(4.5)
  expect(ratio(darkPalette.tones.danger.fg, darkPalette.surface)).toBeGreaterThanOrEqual(4.5)
})
