import { SegmentedControl } from '@mantine/core'

export type Density = 'comfortable' | 'compact'

export interface DensitySwitchProps {
  value: Density
  onChange: (value: Density) => void
}

/** How tall table rows are. Left out on a phone, where tables are lists. */
export function DensitySwitch({ value, onChange }: DensitySwitchProps) {
  return (
    <SegmentedControl
      size="xs"
      visibleFrom="sm"
      aria-label="Row height"
      value={value}
      onChange={onChange}
      data={[
        { value: 'comfortable', label: 'Comfortable' },
        { value: 'compact', label: 'Compact' },
      ]}
    />
  )
}
