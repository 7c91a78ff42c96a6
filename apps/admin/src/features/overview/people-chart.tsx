import { useElementSize } from '@mantine/hooks'
import { Details, Panel } from '@rollcall/ui'
import type { OverviewView } from '@rollcall/vocabulary'
import { useState } from 'react'
import { toArea, toLine, toPoints, toScale } from './chart-scale.ts'
import { DayTable, formatDay } from './day-table.tsx'
import classes from './people-chart.module.css'

export type Day = OverviewView['days'][number]

const HEIGHT = 180
const numbers = new Intl.NumberFormat('en-US')

/** How many people have not claimed, day by day, with who came and who claimed on the day under the pointer. */
export function PeopleChart({ days }: { days: readonly Day[] }) {
  const [pointed, setPointed] = useState<number | null>(null)
  const day = days[pointed ?? days.length - 1]
  return (
    <Panel title="Unclaimed people" description="Last 30 days, at the end of each day">
      <p className={classes.reading}>
        {day ? <Reading day={day} today={pointed === null} /> : 'No days yet.'}
      </p>
      <Plot days={days} pointed={pointed} onPoint={setPointed} />
      <Details label="Show the numbers">
        <DayTable days={days} />
      </Details>
    </Panel>
  )
}

function Reading({ day, today }: { day: Day; today: boolean }) {
  return (
    <>
      <strong>{today ? 'Now' : formatDay(day.date)}</strong>
      <span>{numbers.format(day.unclaimed)} unclaimed</span>
      <span>{numbers.format(day.created)} created</span>
      <span>{numbers.format(day.claimed)} claimed</span>
    </>
  )
}

interface PlotProps {
  days: readonly Day[]
  pointed: number | null
  onPoint: (index: number | null) => void
}

function Plot({ days, pointed, onPoint }: PlotProps) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const values = days.map((day) => day.unclaimed)
  const scale = toScale(values)
  const points = toPoints(values, scale.top, width, HEIGHT)
  const marked = points[pointed ?? points.length - 1]
  function point(x: number) {
    if (width > 0 && days.length > 1) {
      onPoint(Math.max(0, Math.min(days.length - 1, Math.round((x / width) * (days.length - 1)))))
    }
  }
  return (
    <div className={classes.chart}>
      <Ticks ticks={scale.ticks} top={scale.top} />
      <div
        ref={ref}
        className={classes.plot}
        onPointerMove={(event) => point(event.clientX - event.currentTarget.getBoundingClientRect().left)}
        onPointerLeave={() => onPoint(null)}
      >
        <svg width={width} height={HEIGHT} role="img" aria-label={toLabel(days)}>
          {scale.ticks.map((tick) => (
            <line key={tick} className={classes.grid} x1={0} x2={width} {...toHeight(tick, scale.top)} />
          ))}
          <path className={classes.area} d={toArea(points, HEIGHT)} />
          <path className={classes.line} d={toLine(points)} />
          {marked ? <line className={classes.marker} x1={marked.x} x2={marked.x} y1={0} y2={HEIGHT} /> : null}
          {marked ? <circle className={classes.dot} cx={marked.x} cy={marked.y} r={4} /> : null}
        </svg>
        <div className={classes.dates} aria-hidden="true">
          <span>{days[0] ? formatDay(days[0].date) : null}</span>
          <span>{days.length > 2 ? formatDay(days[Math.floor(days.length / 2)]?.date ?? '') : null}</span>
          <span>Today</span>
        </div>
      </div>
    </div>
  )
}

function Ticks({ ticks, top }: { ticks: readonly number[]; top: number }) {
  return (
    <div className={classes.ticks} aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick} style={{ top: toHeight(tick, top).y1 }}>
          {numbers.format(tick)}
        </span>
      ))}
    </div>
  )
}

function toHeight(value: number, top: number): { y1: number; y2: number } {
  const y = HEIGHT - (value / top) * HEIGHT
  return { y1: y, y2: y }
}

function toLabel(days: readonly Day[]): string {
  const first = days[0]?.unclaimed ?? 0
  const last = days.at(-1)?.unclaimed ?? 0
  return `Unclaimed people over ${days.length} days: from ${numbers.format(first)} to ${numbers.format(last)}.`
}
