import { type CSSVariablesResolver, type MantineTheme } from '@mantine/core'
import { darkPalette, lightPalette, type SchemePalette } from './palette.ts'

/** Turns the two palettes into CSS variables (`--ui-*`) and lifts Mantine's own greys and tints to AA contrast. */
export const cssVariablesResolver: CSSVariablesResolver = (theme) => ({
  variables: { '--ui-header-height': '56px', '--ui-nav-width': '248px' },
  light: { ...paletteVariables(lightPalette), ...lightTints(theme) },
  dark: { ...paletteVariables(darkPalette), ...darkTints(theme) },
})

function paletteVariables(palette: SchemePalette): Record<string, string> {
  const variables: Record<string, string> = {
    '--ui-canvas': palette.canvas,
    '--ui-surface': palette.surface,
    '--ui-hover': palette.hover,
    '--ui-selected': palette.selected,
    '--ui-border': palette.border,
    '--ui-control': palette.control,
    '--ui-link': palette.link,
    '--ui-brand-fg': palette.brandFg,
    '--ui-brand-bg': palette.brandBg,
    '--ui-brand-solid': palette.brandSolid,
    '--mantine-color-body': palette.surface,
    '--mantine-color-text': palette.text,
    '--mantine-color-dimmed': palette.dimmed,
    '--mantine-color-placeholder': palette.dimmed,
    '--mantine-color-anchor': palette.link,
    '--mantine-color-error': palette.tones.danger.fg,
    '--mantine-color-default': palette.surface,
    '--mantine-color-default-hover': palette.hover,
    '--mantine-color-default-color': palette.text,
    '--mantine-color-default-border': palette.border,
    '--mantine-color-disabled': palette.hover,
    '--mantine-color-disabled-color': palette.dimmed,
    '--mantine-color-disabled-border': palette.border,
  }
  for (const [tone, colors] of Object.entries(palette.tones)) {
    variables[`--ui-${tone}-fg`] = colors.fg
    variables[`--ui-${tone}-bg`] = colors.bg
    variables[`--ui-${tone}-line`] = colors.line
    variables[`--ui-${tone}-solid`] = colors.solid
  }
  palette.avatars.forEach((pair, index) => {
    variables[`--ui-avatar-${index}-bg`] = pair.bg
    variables[`--ui-avatar-${index}-fg`] = pair.fg
  })
  return variables
}

function lightTints(theme: MantineTheme): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const name of Object.keys(theme.colors)) {
    const darkest = `var(--mantine-color-${name}-9)`
    variables[`--mantine-color-${name}-light`] = `var(--mantine-color-${name}-0)`
    variables[`--mantine-color-${name}-light-hover`] = `var(--mantine-color-${name}-1)`
    variables[`--mantine-color-${name}-light-color`] = `color-mix(in srgb, ${darkest}, black 35%)`
  }
  variables['--mantine-color-red-text'] = 'var(--mantine-color-red-7)'
  return variables
}

function darkTints(theme: MantineTheme): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const name of Object.keys(theme.colors)) {
    variables[`--mantine-color-${name}-light-color`] = `var(--mantine-color-${name}-2)`
    variables[`--mantine-color-${name}-text`] = `var(--mantine-color-${name}-3)`
  }
  return variables
}
