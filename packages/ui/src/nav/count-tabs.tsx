import { formatCount } from '../text/format.ts'
import { UiLink } from '../theme/ui-link.tsx'
import classes from './count-tabs.module.css'

export interface TabLink {
  label: string
  href: string
  active?: boolean
  /** How many rows the tab holds. */
  count?: number
  /** True when it holds more than `count`, which then is only where counting ended. */
  countIsLeast?: boolean
}

export interface TabLinksProps {
  tabs: readonly TabLink[]
  /** Names the group for screen readers. */
  label: string
}

/** On a narrow screen the current tab may lie beyond the edge; the page itself does not move. */
function showCurrent(line: HTMLElement | null): void {
  const current = line?.querySelector<HTMLElement>('[aria-current]')
  if (!line || !current) return
  const end = current.offsetLeft - line.offsetLeft + current.offsetWidth
  if (end > line.scrollLeft + line.clientWidth) line.scrollLeft = end - line.clientWidth + ROOM
}

/** Pixels of the next tab that stay visible beside the current one. */
const ROOM = 24

/** Tabs over a page or panel. Each is a link, so the address always says which one is open. */
export function CountTabs({ tabs, label }: TabLinksProps) {
  return (
    <nav aria-label={label} className={classes.line} ref={showCurrent}>
      {tabs.map((tab) => (
        <UiLink
          key={tab.href}
          href={tab.href}
          className={classes.tab}
          aria-current={tab.active ? 'page' : undefined}
        >
          {tab.label}
          <TabCount count={tab.count} isLeast={tab.countIsLeast} />
        </UiLink>
      ))}
    </nav>
  )
}

/** The same as pills, for a choice inside a panel. */
export function SegmentedTabs({ tabs, label }: TabLinksProps) {
  return (
    <nav aria-label={label} className={classes.segments}>
      {tabs.map((tab) => (
        <UiLink
          key={tab.href}
          href={tab.href}
          className={classes.segment}
          aria-current={tab.active ? 'page' : undefined}
        >
          {tab.label}
          <TabCount count={tab.count} isLeast={tab.countIsLeast} />
        </UiLink>
      ))}
    </nav>
  )
}

function TabCount({ count, isLeast }: { count: number | undefined; isLeast: boolean | undefined }) {
  if (count === undefined) return null
  return <span className={classes.count}>{formatCount(count, isLeast)}</span>
}
