import { ColorSwatch, Group, Radio } from '@mantine/core'
import { REALM_COLORS, realmColor } from '@rollcall/vocabulary'
import type * as z from 'zod'

export type RealmColor = z.infer<typeof realmColor>

/** A stored colour that this version does not know is shown as the first one. */
export function toRealmColor(text: string): RealmColor {
  return realmColor.catch('indigo').parse(text)
}

/** The realm's colour; decorative, the name always stands beside it. */
export function RealmDot({ color, size = 12 }: { color: string; size?: number }) {
  return (
    <ColorSwatch
      color={`var(--mantine-color-${toRealmColor(color)}-6)`}
      size={size}
      withShadow={false}
      aria-hidden
    />
  )
}

export interface RealmColorFieldProps {
  value: RealmColor
  onChange: (color: RealmColor) => void
}

/** A choice of colours, each with its name for those who do not see it. */
export function RealmColorField({ value, onChange }: RealmColorFieldProps) {
  return (
    <Radio.Group label="Colour" value={value} onChange={(color) => onChange(toRealmColor(color))}>
      <Group gap={12} mt={6}>
        {REALM_COLORS.map((color) => (
          <Radio
            key={color}
            value={color}
            aria-label={`${color.charAt(0).toUpperCase()}${color.slice(1)}`}
            title={color}
            color={`var(--mantine-color-${color}-7)`}
            size="sm"
            styles={{ radio: { background: `var(--mantine-color-${color}-6)` } }}
          />
        ))}
      </Group>
    </Radio.Group>
  )
}
