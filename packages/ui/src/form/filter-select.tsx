import { Select } from '@mantine/core'
import { formatCount } from '../text/format.ts'

export interface FilterOption {
  value: string
  label: string
  count?: number
}

export interface FilterSelectProps {
  /** What is filtered, for example `Status`. */
  label: string
  value: string | null
  onChange: (value: string | null) => void
  options: readonly FilterOption[]
  /** Shown while nothing is chosen; `Any <label>` when left out. */
  anyLabel?: string
  width?: number | string
}

/** A filter with one choice; clearing it shows everything again. */
export function FilterSelect({ label, value, onChange, options, anyLabel, width = 176 }: FilterSelectProps) {
  return (
    <Select
      aria-label={label}
      placeholder={anyLabel ?? `Any ${label.toLowerCase()}`}
      w={width}
      maw="100%"
      value={value}
      onChange={onChange}
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
      data={options.map((option) => ({ value: option.value, label: toText(option) }))}
    />
  )
}

function toText(option: FilterOption): string {
  return option.count === undefined ? option.label : `${option.label} (${formatCount(option.count)})`
}
