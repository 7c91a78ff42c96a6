import { spreadOf } from './measure.ts'

/** One line of the result: `value` of what is claimed, as a multiple of something measured beside it. */
export interface Finding {
  readonly what: string
  readonly value: string
  readonly relativeTo: string
  /** What the project wants to reach, where it has said so. */
  readonly goal?: string
  /** How far the rounds lay apart, or what the number was scaled from. */
  readonly remark: string
}

/** The median of one ratio over all rounds. */
export function toFinding(
  about: Pick<Finding, 'what' | 'relativeTo' | 'goal'>,
  ratios: readonly number[],
  remark = '',
): Finding {
  const { middle, least, most } = spreadOf(ratios)
  const range = ratios.length > 1 ? `rounds ${round(least)} to ${round(most)}` : ''
  return { ...about, value: `${round(middle)} ×`, remark: [range, remark].filter(Boolean).join('; ') }
}

export function round(value: number): string {
  if (value === 0) return '0'
  if (value >= 100) return value.toFixed(0)
  if (value >= 10) return value.toFixed(1)
  return value >= 0.095 ? value.toFixed(2) : value.toFixed(3)
}

/** A count as people read it. */
export function toCount(value: number): string {
  return Math.round(value).toLocaleString('en')
}
