import { useId, type ReactNode } from 'react'
import classes from './panel.module.css'

export interface PanelProps {
  title?: ReactNode
  description?: ReactNode
  /** Buttons or links on the right of the title. */
  actions?: ReactNode
  /** Lets tables and lists reach the border. */
  flush?: boolean
  footer?: ReactNode
  children?: ReactNode
}

/** A bordered card. With a title it is a named region. */
export function Panel({ title, description, actions, flush = false, footer, children }: PanelProps) {
  const titleId = useId()
  return (
    <section className={classes.panel} aria-labelledby={title ? titleId : undefined}>
      {title || actions ? (
        <Heading titleId={titleId} title={title} description={description} actions={actions} inPanel />
      ) : null}
      <div className={flush ? classes.flush : classes.content}>{children}</div>
      {footer ? <div className={classes.footer}>{footer}</div> : null}
    </section>
  )
}

export interface SectionProps {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}

/** A titled stretch of a page without a border of its own. */
export function Section({ title, description, actions, children }: SectionProps) {
  const titleId = useId()
  return (
    <section className={classes.section} aria-labelledby={titleId}>
      <Heading titleId={titleId} title={title} description={description} actions={actions} inPanel={false} />
      {children}
    </section>
  )
}

interface HeadingProps {
  titleId: string
  title: ReactNode
  description: ReactNode
  actions: ReactNode
  inPanel: boolean
}

function Heading({ titleId, title, description, actions, inPanel }: HeadingProps) {
  return (
    <div className={inPanel ? classes.panelHead : classes.sectionHead}>
      <div className={classes.words}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {description ? <p className={classes.description}>{description}</p> : null}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </div>
  )
}
