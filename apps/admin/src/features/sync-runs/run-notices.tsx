import { Stack } from '@mantine/core'
import { Callout, CodeBlock, Details, LinkButton } from '@rollcall/ui'
import type { HoldReason, RunError, RunView } from '@rollcall/vocabulary'
import { WifiOff } from 'lucide-react'
import classes from './run-notices.module.css'
import { isGuarded } from './run-words.ts'
import { UndoNotices } from './undo-notices.tsx'

/** What the reader should know before anything else: lost stream, failure, why the plan waits, warnings. */
export function RunNotices({ run, connectionLost }: { run: RunView; connectionLost: boolean }) {
  return (
    <Stack gap="sm" className={classes.notices}>
      {connectionLost ? (
        <Callout tone="warning" icon={WifiOff} title="The live connection is interrupted" announce="polite">
          The run goes on without this page. Progress appears again as soon as the server answers.
        </Callout>
      ) : null}
      {run.error ? <FailureNotice error={run.error} connectionId={run.connectionId} /> : null}
      {run.held && isGuarded(run) ? <HoldNotice held={run.held} /> : null}
      <UndoNotices run={run} />
      {run.completeReading ||
      run.mode === 'undo' ||
      run.status === 'queued' ||
      run.status === 'reading' ? null : (
        <Callout tone="warning" title="The directory was not read completely">
          Some pages did not arrive, so nobody is removed or deactivated by this run.
        </Callout>
      )}
      <Warnings run={run} />
    </Stack>
  )
}

function FailureNotice({ error, connectionId }: { error: RunError; connectionId: string }) {
  const evidence = Object.entries({ code: error.code, ...error.evidence })
  return (
    <Callout
      tone="danger"
      title={error.message}
      announce="polite"
      action={
        <LinkButton href={`/settings/integrations/entra/${connectionId}`} variant="default" size="xs">
          Check connection
        </LinkButton>
      }
    >
      {error.hint}
      <Details>
        <CodeBlock
          label="the details"
          code={evidence.map(([name, value]) => `${name}: ${value}`).join('\n')}
        />
      </Details>
    </Callout>
  )
}

const HOLD_TITLES: Record<HoldReason['code'], string> = {
  asked_for_plan: 'The plan waits for you',
  too_many_removals: 'Held: many people would lose access',
  shrunken_reading: 'Held: the directory is much smaller than last time',
  empty_reading: 'Held: the directory came back empty',
}

function HoldNotice({ held }: { held: HoldReason }) {
  return (
    <Callout tone="danger" title={HOLD_TITLES[held.code]}>
      {held.text}
    </Callout>
  )
}

function Warnings({ run }: { run: RunView }) {
  const [first, ...more] = run.warnings
  if (!first) return null
  if (more.length === 0) return <Callout tone="warning">{first.text}</Callout>
  return (
    <Callout tone="warning" title={`${run.warnings.length} things to know`}>
      <ul style={{ margin: 0, paddingInlineStart: 18 }}>
        {run.warnings.map((warning) => (
          <li key={`${warning.code} ${warning.text}`}>{warning.text}</li>
        ))}
      </ul>
    </Callout>
  )
}
