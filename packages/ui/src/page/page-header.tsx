import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { UiLink } from '../theme/ui-link.tsx'
import classes from './page-header.module.css'

export interface Breadcrumb {
  label: string
  /** Left out for the last one, the page itself. */
  href?: string
}

export interface PageHeaderProps {
  title: ReactNode
  breadcrumbs?: readonly Breadcrumb[]
  /** One sentence on what the page is for. */
  description?: ReactNode
  /** Badges and facts next to the title. */
  meta?: ReactNode
  /** Buttons on the right; below the title on a phone. */
  actions?: ReactNode
}

/** The top of a page: where it is, what it is, what can be done. Holds the page's only `h1`. */
export function PageHeader({ title, breadcrumbs = [], description, meta, actions }: PageHeaderProps) {
  return (
    <header className={classes.root}>
      {breadcrumbs.length > 0 ? <Breadcrumbs items={breadcrumbs} /> : null}
      <div className={classes.row}>
        <div className={classes.main}>
          <div className={classes.titleRow}>
            <h1 className={classes.title}>{title}</h1>
            {meta ? <div className={classes.meta}>{meta}</div> : null}
          </div>
          {description ? <p className={classes.description}>{description}</p> : null}
        </div>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
    </header>
  )
}

function Breadcrumbs({ items }: { items: readonly Breadcrumb[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className={classes.crumbs}>
        {items.map((item, index) => (
          <li key={`${item.label} ${item.href ?? ''}`} className={classes.crumb}>
            {index > 0 ? <ChevronRight size={14} aria-hidden /> : null}
            {item.href ? (
              <UiLink href={item.href} className="ui-link">
                {item.label}
              </UiLink>
            ) : (
              <span aria-current="page">{item.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
