import type { Day } from './people-chart.tsx'
import classes from './day-table.module.css'

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** `3 Nov` */
export function formatDay(date: string): string {
  const parsed = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(parsed.getTime()) ? '' : days.format(parsed)
}

/** The chart's numbers for those who cannot see it or want them exactly; newest first. */
export function DayTable({ days: rows }: { days: readonly Day[] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling area must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="People by day">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Created</th>
            <th scope="col">Claimed</th>
            <th scope="col">Unclaimed</th>
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((day) => (
            <tr key={day.date}>
              <th scope="row">{formatDay(day.date)}</th>
              <td>{day.created}</td>
              <td>{day.claimed}</td>
              <td>{day.unclaimed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
