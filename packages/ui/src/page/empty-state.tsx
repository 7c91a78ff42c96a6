import { Inbox, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { StateLayout } from './state-layout.tsx'

export interface EmptyStateProps {
  icon?: LucideIcon
  title: ReactNode
  /** Why it is empty. */
  text?: ReactNode
  /** The way out. */
  action?: ReactNode
}

/** Nothing to show: why, and what to do about it. */
export function EmptyState({ icon = Inbox, title, text, action }: EmptyStateProps) {
  return <StateLayout icon={icon} tone="neutral" title={title} text={text} action={action} />
}
