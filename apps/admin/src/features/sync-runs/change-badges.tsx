import { StatusBadge } from '@rollcall/ui'
import type { ChangeView } from '@rollcall/vocabulary'
import { toKindLook, toToldOutcome } from './change-words.ts'

/** What a change does, and what became of it once that is known. */
export function ChangeBadges({ change }: { change: ChangeView }) {
  const kind = toKindLook(change)
  const outcome = toToldOutcome(change.outcome)
  return (
    <>
      <StatusBadge tone={kind.tone}>{kind.word}</StatusBadge>
      {outcome ? <StatusBadge tone={outcome.tone}>{outcome.word}</StatusBadge> : null}
    </>
  )
}

/** The one word there is room for: what went differently, else what is done. */
export function ChangeBadge({ change }: { change: ChangeView }) {
  const outcome = change.outcome === 'applied' ? null : toToldOutcome(change.outcome)
  const { word, tone } = outcome ?? toKindLook(change)
  return <StatusBadge tone={tone}>{word}</StatusBadge>
}
