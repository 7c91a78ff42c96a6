import { PersonCell } from '@rollcall/ui'
import type { ChangeView } from '@rollcall/vocabulary'
import { GitFork } from 'lucide-react'

/** Whom or what a change is about. People who exist here are links. */
export function ChangePerson({ change }: { change: ChangeView }) {
  if (change.kind === 'create_realm') {
    return (
      <span style={{ display: 'inline-flex', alignItems: 'center', gap: 12, fontWeight: 500 }}>
        <GitFork size={18} aria-hidden style={{ marginInline: 7, flex: 'none' }} />
        {change.name}
      </span>
    )
  }
  const exists = change.userId !== null && (change.kind !== 'create' || change.outcome === 'applied')
  return (
    <PersonCell
      name={change.name}
      detail={change.email ?? 'No email'}
      href={exists ? `/users/${change.userId}` : undefined}
    />
  )
}
