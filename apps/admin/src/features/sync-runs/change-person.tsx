import { PersonCell } from '@rollcall/ui'
import type { ChangeView } from '@rollcall/vocabulary'
import { GitFork } from 'lucide-react'
import { isAboutRealm } from './change-words.ts'

/** Whom or what a change is about. People who exist here are links. */
export function ChangePerson({ change }: { change: ChangeView }) {
  if (isAboutRealm(change.kind)) {
    return (
      <span style={{ display: 'inline-flex', alignItems: 'center', gap: 12, fontWeight: 500 }}>
        <GitFork size={18} aria-hidden style={{ marginInline: 7, flex: 'none' }} />
        {change.name}
      </span>
    )
  }
  const made = change.kind !== 'create' || change.outcome === 'applied'
  const gone = change.kind === 'delete' && change.outcome === 'applied'
  const exists = change.userId !== null && made && !gone
  return (
    <PersonCell
      name={change.name}
      detail={change.email ?? 'No email'}
      href={exists ? `/users/${change.userId}` : undefined}
    />
  )
}
