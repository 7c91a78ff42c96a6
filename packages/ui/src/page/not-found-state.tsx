import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { StateLayout } from './state-layout.tsx'

export interface NotFoundStateProps {
  title?: ReactNode
  text?: ReactNode
  /** The way back. */
  action?: ReactNode
  scope?: 'page' | 'part'
}

/** The address leads nowhere, or what it led to is gone. */
export function NotFoundState({ title, text, action, scope = 'page' }: NotFoundStateProps) {
  return (
    <StateLayout
      icon={SearchX}
      tone="neutral"
      title={title ?? 'There is nothing at this address'}
      text={text ?? 'It may have been removed, or the link may be incomplete.'}
      action={action}
      scope={scope}
    />
  )
}
