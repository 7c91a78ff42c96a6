import { Button } from '@mantine/core'
import {
  Callout,
  DisabledReason,
  ErrorState,
  LinkButton,
  Panel,
  RelativeTime,
  StatusBadge,
} from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { RefreshCw, ShieldCheck } from 'lucide-react'
import { toCheckLook } from '../../lib/check-look.ts'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import type { Problem } from '../../lib/problem.ts'
import { toSummary, type CheckProgress } from './check-progress.ts'
import { CheckResults } from './check-results.tsx'
import classes from './check-panel.module.css'
import { useCheck } from './use-check.ts'

/** Whether the directory can be read: checks that run visibly one after the other, each with its fix. */
export function CheckPanel({ connection }: { connection: ConnectionView }) {
  const { progress, start } = useCheck(connection.id)
  const reason = useForbiddenReason('connections.check')
  const running = progress.phase === 'running'
  return (
    <Panel
      title="Check connection"
      description={<LastCheck connection={connection} />}
      actions={
        <DisabledReason reason={reason}>
          <Button
            variant={connection.lastCheck ? 'default' : 'filled'}
            leftSection={<ShieldCheck size={16} aria-hidden />}
            loading={running}
            onClick={start}
          >
            Check connection
          </Button>
        </DisabledReason>
      }
      flush={progress.phase !== 'idle'}
    >
      {progress.phase === 'idle' ? (
        <Explanation pushed={connection.kind === 'scim'} />
      ) : (
        <Body progress={progress} connection={connection} onRetry={start} />
      )}
    </Panel>
  )
}

function LastCheck({ connection: { lastCheck } }: { connection: ConnectionView }) {
  if (!lastCheck) return <>Not checked yet</>
  const look = toCheckLook(lastCheck.status)
  return (
    <span className={classes.last}>
      Last checked <RelativeTime value={lastCheck.at} />
      <StatusBadge tone={look.tone}>{look.word}</StatusBadge>
    </span>
  )
}

function Explanation({ pushed }: { pushed: boolean }) {
  return (
    <p className={classes.explanation}>
      {pushed
        ? 'Looks at the tokens, at what the client has sent lately and at how it was answered. It asks the client nothing and changes nothing.'
        : 'Signs in to Microsoft with these credentials and reads a little of everything a sync needs. It takes a few seconds and changes nothing, here or there.'}
    </p>
  )
}

interface BodyProps {
  progress: Exclude<CheckProgress, { phase: 'idle' }>
  connection: ConnectionView
  onRetry: () => void
}

function Body({ progress, connection, onRetry }: BodyProps) {
  return (
    <>
      <CheckResults
        results={progress.results}
        running={progress.phase === 'running'}
        kind={connection.kind}
      />
      {progress.phase === 'done' ? <Summary progress={progress} connection={connection} /> : null}
      {progress.phase === 'broken' ? <Broken problem={progress.problem} onRetry={onRetry} /> : null}
    </>
  )
}

function Summary({ progress, connection }: Omit<BodyProps, 'onRetry'>) {
  const pushed = connection.kind === 'scim'
  const { tone, title, text } = toSummary(progress.results, connection.kind)
  const sync = pushed ? undefined : (
    <LinkButton href={`/sync/${connection.id}`} leftSection={<RefreshCw size={16} aria-hidden />}>
      Sync users
    </LinkButton>
  )
  return (
    <div className={classes.summary}>
      <Callout tone={tone} title={title} announce="polite" action={tone === 'danger' ? undefined : sync}>
        {text}
      </Callout>
    </div>
  )
}

function Broken({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  return (
    <ErrorState
      title="The check could not be finished"
      text={problem.message}
      code={problem.code}
      requestId={problem.requestId ?? undefined}
      onRetry={onRetry}
    />
  )
}
