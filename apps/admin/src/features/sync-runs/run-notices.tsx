import { Stack } from '@mantine/core'
import { Callout, CodeBlock, Details, LinkButton, RelativeTime } from '@rollcall/ui'
import type { HoldReason, PlanDecision, RunError, RunView } from '@rollcall/vocabulary'
import { WifiOff } from 'lucide-react'
import { toConnectionHref } from '../../lib/connection-href.ts'
import { toOutcomeHref } from './change-search.ts'
import { decisionSentence } from './plan-words.ts'
import classes from './run-notices.module.css'
import { isGuarded } from './run-words.ts'
import { UndoNotices } from './undo-notices.tsx'

export interface RunNoticesProps {
  run: RunView
  /** Address of the page the run is shown on. */
  base: string
  connectionLost: boolean
}

/** What the reader should know before anything else: lost stream, failure, why the plan waits, warnings. */
export function RunNotices({ run, base, connectionLost }: RunNoticesProps) {
  return (
    <Stack gap="sm" className={classes.notices}>
      {connectionLost ? (
        <Callout tone="warning" icon={WifiOff} title="The live connection is interrupted" announce="polite">
          The run goes on without this page. Progress appears again as soon as the server answers.
        </Callout>
      ) : null}
      {run.error ? <FailureNotice error={run.error} run={run} /> : null}
      {run.held && isGuarded(run) ? <HoldNotice held={run.held} /> : null}
      {run.decision ? <DecisionNotice run={run} decision={run.decision} /> : null}
      <UndoNotices run={run} />
      {run.completeReading ||
      run.connectionKind === 'scim' ||
      run.mode === 'undo' ||
      run.status === 'queued' ||
      run.status === 'reading' ? null : (
        <Callout tone="warning" title="The directory was not read completely">
          Some pages did not arrive, so nobody is removed or deactivated by this run.
        </Callout>
      )}
      <Warnings run={run} base={base} />
    </Stack>
  )
}

function FailureNotice({ error, run }: { error: RunError; run: RunView }) {
  const { connectionId: id, connectionKind: kind } = run
  const evidence = Object.entries({ code: error.code, ...error.evidence })
  return (
    <Callout
      tone="danger"
      title={error.message}
      announce="polite"
      action={
        <LinkButton href={toConnectionHref({ id, kind })} variant="default" size="xs">
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
  held_back: 'Held: people would lose access',
  too_many_realm_losses: 'Held: many people would lose a realm',
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

function DecisionNotice({ run, decision }: { run: RunView; decision: PlanDecision }) {
  return (
    <Callout
      title={
        <>
          {decisionSentence(run, decision)}, <RelativeTime value={decision.at} />
        </>
      }
    >
      {decision.note ? `Reason: ${decision.note}` : null}
    </Callout>
  )
}

/** Changes that were left alone are named in the list, so the warning leads there. */
function StaleLink({ base }: { base: string }) {
  return (
    <LinkButton href={toOutcomeHref(base, 'stale')} variant="default" size="xs">
      Show who was left
    </LinkButton>
  )
}

function Warnings({ run, base }: { run: RunView; base: string }) {
  const [first, ...more] = run.warnings
  if (!first) return null
  const stale = run.warnings.some((warning) => warning.code === 'changed_meanwhile')
  const action = stale ? <StaleLink base={base} /> : null
  if (more.length === 0)
    return (
      <Callout tone="warning" action={action}>
        {first.text}
      </Callout>
    )
  return (
    <Callout tone="warning" title={`${run.warnings.length} things to know`} action={action}>
      <ul style={{ margin: 0, paddingInlineStart: 18 }}>
        {run.warnings.map((warning) => (
          <li key={`${warning.code} ${warning.text}`}>{warning.text}</li>
        ))}
      </ul>
    </Callout>
  )
}
