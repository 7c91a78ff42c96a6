import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { UiLink } from '../theme/ui-link.tsx'
import classes from './app-nav.module.css'

export interface NavItem {
  label: string
  href: string
  icon: LucideIcon
  /** Whether the current page is this item or below it. */
  active?: boolean
  /** A count or a state at the end of the row. */
  badge?: ReactNode
}

export interface NavSection {
  /** Small heading above the items; the first section usually has none. */
  label?: string
  items: readonly NavItem[]
}

export interface AppNavProps {
  sections: readonly NavSection[]
  /** Called after an item was followed, for example to close a drawer. */
  onFollow?: () => void
}

/** The main navigation: sections of links with icons, the current one marked. */
export function AppNav({ sections, onFollow }: AppNavProps) {
  return (
    <nav aria-label="Main">
      {sections.map((section) => (
        <div key={section.label ?? 'first'} className={classes.section}>
          {section.label ? <div className={classes.heading}>{section.label}</div> : null}
          <ul className={classes.list} aria-label={section.label}>
            {section.items.map((item) => (
              <Item key={item.href} item={item} onFollow={onFollow} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

function Item({ item, onFollow }: { item: NavItem; onFollow: (() => void) | undefined }) {
  const Icon = item.icon
  return (
    <li>
      <UiLink
        href={item.href}
        className={classes.item}
        aria-current={item.active ? 'page' : undefined}
        onClick={onFollow}
      >
        <Icon size={17} aria-hidden />
        <span className={classes.label}>{item.label}</span>
        {item.badge ? <span className={classes.badge}>{item.badge}</span> : null}
      </UiLink>
    </li>
  )
}
