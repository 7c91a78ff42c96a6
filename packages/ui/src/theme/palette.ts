/** The five meanings a colour may carry. Each is always shown with an icon and a word as well. */
export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'neutral'

export interface TonePalette {
  /** Text on `bg` and on surfaces, at least 4.5:1. */
  fg: string
  bg: string
  /** Border of a filled area, decorative. */
  line: string
  /** Solid icons, dots and bars, at least 3:1 on a surface. */
  solid: string
}

export interface SchemePalette {
  /** The page behind the panels. */
  canvas: string
  /** Panels, tables, bars, dialogs. */
  surface: string
  hover: string
  selected: string
  border: string
  /** Edges of inputs and checkboxes, at least 3:1 on a surface. */
  control: string
  text: string
  dimmed: string
  link: string
  brandFg: string
  brandBg: string
  brandSolid: string
  tones: Record<Tone, TonePalette>
  /** Background and text pairs for initials; the same name always lands on the same pair. */
  avatars: readonly { bg: string; fg: string }[]
}

export const indigo = [
  '#eef1fe',
  '#dfe4fd',
  '#c3ccfb',
  '#9dabf7',
  '#7a8af2',
  '#5f6eeb',
  '#4f5ce0',
  '#424dcb',
  '#363fa8',
  '#2c3486',
] as const

export const red = [
  '#fdecec',
  '#fad4d4',
  '#f5abab',
  '#ee8585',
  '#e46363',
  '#d94a4a',
  '#c2333b',
  '#a1242b',
  '#84202a',
  '#6b1d24',
] as const

export const gray = [
  '#f7f8fa',
  '#f0f2f6',
  '#e4e7ed',
  '#d8dde5',
  '#c3cad5',
  '#a1aab8',
  '#767f8f',
  '#525c6c',
  '#343b48',
  '#1a1f2b',
] as const

export const dark = [
  '#e4e7ec',
  '#a3abb9',
  '#8a93a2',
  '#6d7686',
  '#333945',
  '#262a34',
  '#20242d',
  '#1b1e26',
  '#13161c',
  '#0e1015',
] as const

export const lightPalette: SchemePalette = {
  canvas: '#f7f8fa',
  surface: '#ffffff',
  hover: '#f0f2f6',
  selected: '#edf0fe',
  border: '#e1e5eb',
  control: '#858f9e',
  text: '#1a1f2b',
  dimmed: '#525c6c',
  link: '#424dcb',
  brandFg: '#363fa8',
  brandBg: '#edf0fe',
  brandSolid: '#4f5ce0',
  tones: {
    success: { fg: '#0f5c3a', bg: '#e6f6ec', line: '#bfe5cf', solid: '#15803d' },
    warning: { fg: '#7a4a05', bg: '#fff4dc', line: '#f3ddab', solid: '#a86205' },
    danger: { fg: '#a1242b', bg: '#fdecec', line: '#f6cccc', solid: '#c2333b' },
    info: { fg: '#1b4f8f', bg: '#e8f1fd', line: '#c6dcf7', solid: '#2468b9' },
    neutral: { fg: '#454e5c', bg: '#eff1f5', line: '#dce1e8', solid: '#6b7484' },
  },
  avatars: [
    { bg: '#e5e9fd', fg: '#363fa8' },
    { bg: '#e0f4ea', fg: '#0f5c3a' },
    { bg: '#fdeedd', fg: '#874008' },
    { bg: '#fbe7ef', fg: '#99215a' },
    { bg: '#e2f1fa', fg: '#12567d' },
    { bg: '#f0e8fc', fg: '#6330a3' },
    { bg: '#eaf3d8', fg: '#45590f' },
    { bg: '#def3f3', fg: '#0e5a60' },
  ],
}

export const darkPalette: SchemePalette = {
  canvas: '#13161c',
  surface: '#1b1e26',
  hover: '#262a34',
  selected: '#252b4d',
  border: '#2e333e',
  control: '#6d7686',
  text: '#e4e7ec',
  dimmed: '#a3abb9',
  link: '#9dabf7',
  brandFg: '#c3ccfb',
  brandBg: '#252b4d',
  brandSolid: '#7a8af2',
  tones: {
    success: { fg: '#7fdba6', bg: '#12301f', line: '#1f4c33', solid: '#4cc384' },
    warning: { fg: '#f5c871', bg: '#3a2a0b', line: '#5a4415', solid: '#e0a63a' },
    danger: { fg: '#ffa8a8', bg: '#3a181b', line: '#5f282c', solid: '#ef7b7b' },
    info: { fg: '#9cc7fb', bg: '#152c4a', line: '#244670', solid: '#6aa8f0' },
    neutral: { fg: '#c3c9d3', bg: '#2b303b', line: '#3b414e', solid: '#929bab' },
  },
  avatars: [
    { bg: '#2a3160', fg: '#c3ccfb' },
    { bg: '#173c29', fg: '#8fe0b2' },
    { bg: '#452c14', fg: '#f7c592' },
    { bg: '#471e33', fg: '#f7b3cf' },
    { bg: '#15374c', fg: '#9fd3f2' },
    { bg: '#352453', fg: '#d3b9f7' },
    { bg: '#2f3a15', fg: '#cbdf94' },
    { bg: '#133b3e', fg: '#8fdcdf' },
  ],
}
