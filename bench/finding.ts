import { spreadOf } from './measure.ts'

/** One line of the result: `value` of what is claimed, as a multiple of something measured beside it. */
export interface Finding {
  readonly what: string
  readonly value: string
  readonly relativeTo: string
  /** How far the rounds lay apart, or what the number was scaled from. */
  readonly remark: string
}

/** The median of one ratio over all rounds. */
export function toFinding(about: Pick<Finding, 'what' | 'relativeTo'>, ratios: readonly number[]): Finding {
  const { middle, least, most } = spreadOf(ratios)
  const remark = ratios.length > 1 ? `rounds ${round(least)} to ${round(most)}` : ''
  return { ...about, value: `${round(middle)} ×`, remark }
}

export function round(value: number): string {
  if (value >= 100) return value.toFixed(0)
  if (value >= 10) return value.toFixed(1)
  return value >= 0.095 ? value.toFixed(2) : value.toFixed(3)
}
