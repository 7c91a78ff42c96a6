import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { DisabledReason, KeyValueList, Panel, PersonCell, RelativeTime, StatusBadge } from '@rollcall/ui'
import type { ConflictView, UserId } from '@rollcall/vocabulary'
import { useState } from 'react'
import { toForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { CandidateList } from './candidate-list.tsx'
import classes from './conflict-card.module.css'
import { CONFLICT_STATUS_WORDS, REASON_WORDS, toConsequence, type Decision } from './conflict-words.ts'
import { useDecideConflict } from './use-decide-conflict.ts'

/** One directory person beside the people here they could be, and the decision with what follows from it. */
export function ConflictCard({ conflict }: { conflict: ConflictView }) {
  const status = CONFLICT_STATUS_WORDS[conflict.status]
  return (
    <Panel
      title={conflict.person.name}
      description={conflict.text}
      actions={
        <StatusBadge tone={status.tone}>
          {conflict.status === 'open' ? REASON_WORDS[conflict.reason] : status.word}
        </StatusBadge>
      }
    >
      <div className={classes.sides}>
        <DirectorySide conflict={conflict} />
        {conflict.status === 'open' ? <OpenSide conflict={conflict} /> : <DecidedSide conflict={conflict} />}
      </div>
    </Panel>
  )
}

function DirectorySide({ conflict }: { conflict: ConflictView }) {
  const { person } = conflict
  return (
    <Stack gap="sm" className={classes.side}>
      <Text component="h3" size="sm" fw={600}>
        In {conflict.connectionName}
      </Text>
      <PersonCell name={person.name} detail={person.email ?? person.userPrincipalName} />
      <KeyValueList
        items={[
          { label: 'Email', value: person.email },
          {
            label: conflict.connectionKind === 'scim' ? 'User name' : 'User principal name',
            value: person.userPrincipalName,
          },
          { label: 'Found', value: <RelativeTime value={conflict.createdAt} /> },
        ]}
      />
    </Stack>
  )
}

function OpenSide({ conflict }: { conflict: ConflictView }) {
  const only = conflict.candidates.length === 1 ? (conflict.candidates[0]?.userId ?? null) : null
  const [decision, setDecision] = useState<Decision>('link')
  const [chosen, setChosen] = useState<UserId | null>(only)
  const decide = useDecideConflict(conflict)
  const allowed = useMay('conflicts.decide')
  const candidate = conflict.candidates.find((one) => one.userId === chosen) ?? null
  const missing = decision === 'link' && chosen === null ? 'Choose the person to link to first.' : null
  return (
    <Stack gap="sm" className={classes.side}>
      <Text component="h3" size="sm" fw={600}>
        Here
      </Text>
      <CandidateList conflict={conflict} chosen={chosen} onChoose={decision === 'link' ? setChosen : null} />
      <Radio.Group
        value={decision}
        onChange={(value) => setDecision(toDecision(value))}
        label="What should happen"
        size="sm"
      >
        <Group gap="md" mt={6}>
          <Radio value="link" label="Link" />
          <Radio value="separate" label="Keep separate" />
          <Radio value="ignore" label="Ignore" />
        </Group>
      </Radio.Group>
      <Text size="sm" c="dimmed" aria-live="polite">
        {toConsequence(decision, conflict, candidate?.name ?? null)}
      </Text>
      <Group justify="flex-end">
        <DisabledReason reason={allowed ? missing : toForbiddenReason('conflicts.decide')}>
          <Button
            loading={decide.isPending}
            onClick={() =>
              decide.mutate(
                decision === 'link' && chosen
                  ? { id: conflict.id, decision, userId: chosen }
                  : { id: conflict.id, decision },
              )
            }
          >
            {toButtonLabel(decision, candidate?.name ?? null)}
          </Button>
        </DisabledReason>
      </Group>
    </Stack>
  )
}

function toDecision(value: string): Decision {
  return value === 'separate' || value === 'ignore' ? value : 'link'
}

function toButtonLabel(decision: Decision, candidate: string | null): string {
  if (decision === 'link') return candidate ? `Link to ${candidate}` : 'Link'
  return decision === 'separate' ? 'Keep separate' : 'Ignore this person'
}

function DecidedSide({ conflict }: { conflict: ConflictView }) {
  const status = CONFLICT_STATUS_WORDS[conflict.status]
  return (
    <Stack gap="sm" className={classes.side}>
      <Text component="h3" size="sm" fw={600}>
        Here
      </Text>
      <CandidateList conflict={conflict} chosen={null} onChoose={null} />
      <KeyValueList
        items={[
          { label: 'Decision', value: status.word },
          { label: 'Decided by', value: conflict.decidedBy ?? 'Nobody; a later sync settled it' },
          { label: 'Decided', value: <RelativeTime value={conflict.decidedAt} fallback="Not decided" /> },
        ]}
      />
    </Stack>
  )
}
