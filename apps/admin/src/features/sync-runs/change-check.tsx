import { Checkbox } from '@mantine/core'
import type { ChangeView } from '@rollcall/vocabulary'
import { CHANGE_KIND_WORDS } from './change-words.ts'
import { isLeavable, isLeftOut } from './leave-out.ts'
import type { LeaveOutChoice } from './use-leave-out.ts'

/** Ticked is applied. Rows that change nobody, and realms, have no choice. */
export function ChangeCheck({ change, choice }: { change: ChangeView; choice: LeaveOutChoice }) {
  if (!isLeavable(change)) return null
  const { seq, kind } = change
  const label = `Apply the change of ${change.name}`
  const why = choice.state.kinds.has(kind)
    ? `All changes "${CHANGE_KIND_WORDS[kind].word}" are left out. Put them back to choose single ones.`
    : undefined
  return (
    <Checkbox
      size="xs"
      aria-label={why ? `${label}. ${why}` : label}
      title={why}
      disabled={why !== undefined}
      checked={!isLeftOut(choice.state, change)}
      onChange={(event) => choice.take({ type: 'change', seq, kind, applied: event.currentTarget.checked })}
    />
  )
}
