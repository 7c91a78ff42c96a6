export interface Point {
  x: number
  y: number
}

export interface ChartScale {
  /** Values to draw grid lines at, from 0 upwards. */
  ticks: number[]
  top: number
}

/** Round grid values that hold every value: 0, 5, 10 for 8; 0, 200, 400 for 397. */
export function toScale(values: readonly number[], lines = 4): ChartScale {
  const highest = Math.max(1, ...values)
  const rough = highest / lines
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(rough, 1)))
  const step =
    [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough) ?? rough
  const top = Math.ceil(highest / step) * step
  const ticks: number[] = []
  for (let value = 0; value <= top; value += step) ticks.push(value)
  return { ticks, top }
}

/** Places values evenly over the width, with 0 at the bottom. */
export function toPoints(values: readonly number[], top: number, width: number, height: number): Point[] {
  const gap = values.length > 1 ? width / (values.length - 1) : 0
  return values.map((value, index) => ({ x: index * gap, y: height - (value / top) * height }))
}

export function toLine(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}

/** The line closed down to the bottom. */
export function toArea(points: readonly Point[], height: number): string {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return ''
  return `${toLine(points)}L${last.x.toFixed(1)} ${height}L${first.x.toFixed(1)} ${height}Z`
}
