import classes from './spark-bars.module.css'

export interface SparkBarsProps {
  values: readonly number[]
  /** Says what the bars show, for example `Claims per day over the last 14 days, 3 today`. */
  label: string
  /** Height in pixels; the width follows the container. */
  height?: number
}

const BAR = 8
const GAP = 3

/** A tiny bar chart without axes; the last bar, the present, stands out. */
export function SparkBars({ values, label, height = 40 }: SparkBarsProps) {
  const top = Math.max(1, ...values)
  const width = Math.max(1, values.length * (BAR + GAP) - GAP)
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${width} ${height}`}
      height={height}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.map((value, index) => {
        const size = Math.max(2, (value / top) * height)
        return (
          <rect
            // oxlint-disable-next-line react/no-array-index-key -- a bar's place in the series is its identity
            key={index}
            className={index === values.length - 1 ? classes.last : classes.bar}
            x={index * (BAR + GAP)}
            y={height - size}
            width={BAR}
            height={size}
            rx={1.5}
          />
        )
      })}
    </svg>
  )
}
