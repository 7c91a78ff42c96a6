import { Button, Group, Stack, Text } from '@mantine/core'
import {
  Callout,
  CheckList,
  CheckRow,
  DisabledReason,
  Details,
  ErrorState,
  Panel,
  ProgressPanel,
  RelativeTime,
  StatusBadge,
} from '@rollcall/ui'
import type { ConnectionId, SelfTestReport } from '@rollcall/vocabulary'
import { useMutation } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { countOf } from '../../lib/format.ts'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toProblem } from '../../lib/problem.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { toCheckGroups, toScoreWords, type CheckGroup } from './self-test-words.ts'

/** Plays a client against this server, in a sandbox that nobody sees. */
export function SelfTestPanel({ id }: { id: ConnectionId }) {
  const trpc = useTRPC()
  const test = useMutation(trpc.provisioning.selfTest.mutationOptions())
  const reason = useForbiddenReason('provisioning.edit')
  const start = () => test.mutate({ connectionId: id })
  return (
    <Panel
      title="Self-test"
      description={
        test.data ? (
          <>
            Last run <RelativeTime value={test.data.ranAt} />
          </>
        ) : (
          'Plays the checks of Microsoft’s validation list against this server.'
        )
      }
      actions={
        <DisabledReason reason={reason}>
          <Button
            variant="default"
            leftSection={<FlaskConical size={16} aria-hidden />}
            loading={test.isPending}
            onClick={start}
          >
            {test.data ? 'Run again' : 'Run self-test'}
          </Button>
        </DisabledReason>
      }
    >
      {test.isPending ? (
        <ProgressPanel phase="Playing a client in the sandbox" done={0} unit="checks" />
      ) : null}
      {test.isError ? <Broken error={test.error} onRetry={start} /> : null}
      {test.data && !test.isPending ? <Report report={test.data} /> : null}
      {test.isIdle ? (
        <Text size="sm" c="dimmed" maw={640}>
          People, groups and changes are sent in both of Entra’s dialects to a sandbox beside your data, and
          every answer is compared with what Entra needs. It takes a few seconds; nobody here is touched.
        </Text>
      ) : null}
    </Panel>
  )
}

function Broken({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problem = toProblem(error)
  return (
    <ErrorState
      title="The self-test could not be finished"
      text={problem.message}
      code={problem.code}
      requestId={problem.requestId ?? undefined}
      onRetry={onRetry}
    />
  )
}

function Report({ report }: { report: SelfTestReport }) {
  const { tone, title, text } = toScoreWords(report)
  return (
    <Stack gap="md">
      <Callout tone={tone} title={title} announce="polite">
        {text}
      </Callout>
      {toCheckGroups(report).map((group) => (
        <CheckGroupPart key={group.group} group={group} />
      ))}
    </Stack>
  )
}

/** A group that passed is folded; one that did not opens with its failures. */
function CheckGroupPart({ group }: { group: CheckGroup }) {
  const amount = countOf(group.checks.length, 'check', 'checks')
  return (
    <div>
      <Group gap="xs">
        <Text component="h3" size="sm" fw={600} m={0}>
          {group.label}
        </Text>
        <StatusBadge tone={group.failed > 0 ? 'danger' : 'success'}>
          {group.failed > 0 ? `${group.failed} of ${amount} failed` : `${amount} passed`}
        </StatusBadge>
      </Group>
      <Details label={`Show the ${amount}`} defaultOpen={group.failed > 0}>
        <CheckList label={group.label}>
          {group.checks.map((check) => (
            <CheckRow
              key={check.id}
              status={check.status}
              label={check.label}
              durationMs={check.durationMs}
              detail={check.detail}
            />
          ))}
        </CheckList>
      </Details>
    </div>
  )
}
