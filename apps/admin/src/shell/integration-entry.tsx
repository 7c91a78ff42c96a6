import { UiLink } from '@rollcall/ui'
import { ChevronRight, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import classes from './integration-entry.module.css'

export interface IntegrationEntryProps {
  href: string
  icon: LucideIcon
  name: string
  /** What it is for, in a sentence. */
  text: string
  /** How it stands: usually a `StatusBadge`. */
  status: ReactNode
}

/** One line of the Integrations page: what it is, how it stands, and the way there. */
export function IntegrationEntry({ href, icon: Icon, name, text, status }: IntegrationEntryProps) {
  return (
    <UiLink href={href} className={classes.entry}>
      <span className={classes.mark}>
        <Icon size={20} aria-hidden />
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.text}>{text}</span>
      </span>
      {status}
      <ChevronRight size={18} aria-hidden className={classes.arrow} />
    </UiLink>
  )
}
