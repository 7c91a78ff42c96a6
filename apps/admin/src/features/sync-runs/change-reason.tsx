import { Stack, Text } from '@mantine/core'
import { StatusBadge } from '@rollcall/ui'
import type { ChangeOutcome, ChangeView } from '@rollcall/vocabulary'
import type { StateTone } from './run-words.ts'

const OUTCOMES: Record<ChangeOutcome, { word: string; tone: StateTone } | null> = {
  pending: null,
  applied: { word: 'Done', tone: 'success' },
  stale: { word: 'Left for the next sync', tone: 'warning' },
  failed: { word: 'Failed', tone: 'danger' },
  noted: null,
}

/** Why a change is made, and what became of it. */
export function ChangeReason({ change }: { change: ChangeView }) {
  const outcome = OUTCOMES[change.outcome]
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm">{change.reason}</Text>
      {change.error ? (
        <Text size="sm" c="var(--ui-danger-fg)">
          {change.error.message} {change.error.hint}
        </Text>
      ) : null}
      {outcome ? <StatusBadge tone={outcome.tone}>{outcome.word}</StatusBadge> : null}
    </Stack>
  )
}
