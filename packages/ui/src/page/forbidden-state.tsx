import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { StateLayout } from './state-layout.tsx'

export interface ForbiddenStateProps {
  title?: ReactNode
  /** What is missing and who can give it. */
  text?: ReactNode
  action?: ReactNode
  scope?: 'page' | 'part'
}

/** The reader may not see this, and who can change that. */
export function ForbiddenState({ title, text, action, scope = 'page' }: ForbiddenStateProps) {
  return (
    <StateLayout
      icon={Lock}
      tone="warning"
      title={title ?? 'You do not have access to this page'}
      text={text ?? 'Ask an administrator to give you the permission it needs.'}
      action={action}
      scope={scope}
    />
  )
}
