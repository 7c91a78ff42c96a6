import { createTheme } from '@mantine/core'
import { dark, gray, indigo, red } from './palette.ts'

const sans = "'Inter Variable', Inter, 'Segoe UI', system-ui, sans-serif"
const mono = "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"

/** Indigo brand, cool neutral greys, 8 px radius and grid, 14 px body text. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 6 },
  autoContrast: true,
  colors: { indigo, red, gray, dark },
  black: '#1a1f2b',
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: {
    fontFamily: sans,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '2rem' },
      h2: { fontSize: '1rem', lineHeight: '1.5rem' },
      h3: { fontSize: '0.875rem', lineHeight: '1.25rem' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1rem', xl: '1.25rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  shadows: { md: '0 4px 16px rgb(15 20 35 / 12%)', xl: '0 12px 40px rgb(15 20 35 / 20%)' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Badge: { defaultProps: { variant: 'light', tt: 'none', radius: 'sm' } },
    Button: { defaultProps: { fw: 600 } },
    Checkbox: { defaultProps: { radius: 'xs' } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] } },
    Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false } },
    Modal: {
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        overlayProps: { backgroundOpacity: 0.5, color: '#0e1015' },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    PasswordInput: {
      defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show or hide the text' } },
    },
    Popover: { defaultProps: { shadow: 'md' } },
    Tooltip: {
      defaultProps: { withArrow: true, openDelay: 200, multiline: true, maw: 320, fz: 13, lh: 1.4 },
    },
  },
})
