import { CheckList, CheckRow, CopyButton, LinkButton } from '@rollcall/ui'
import type { CheckId, CheckResult, ConnectionKind } from '@rollcall/vocabulary'
import { ExternalLink } from 'lucide-react'
import classes from './check-panel.module.css'
import { toPending } from './check-progress.ts'

/** Names of checks whose result has not come yet. */
const PENDING_LABELS: Record<CheckId, string> = {
  network: 'Reach Microsoft',
  tenant: 'Find the tenant',
  token: 'Obtain access token',
  users: 'Read users',
  groups: 'Read groups',
  members: 'Read group members',
  permissions: 'Permissions',
  secret: 'Client secret',
  clock: 'Clock',
  address: 'Address',
  tokens: 'Tokens',
  token_expiry: 'Expiry of the token',
  first_call: 'First request',
  last_call: 'Last request',
  answers: 'Refused requests',
  external_id: 'External IDs',
}

export interface CheckResultsProps {
  results: readonly CheckResult[]
  running: boolean
  kind: ConnectionKind
}

/** Finished checks with what they found; while running also the current one and those that follow. */
export function CheckResults({ results, running, kind }: CheckResultsProps) {
  const pending = running ? toPending(results, kind) : []
  return (
    <CheckList label="Connection checks">
      {results.map((result) => (
        <Finished key={result.id} result={result} />
      ))}
      {pending.map((id, index) => (
        <CheckRow key={id} status={index === 0 ? 'running' : 'waiting'} label={PENDING_LABELS[id]} />
      ))}
    </CheckList>
  )
}

function Finished({ result }: { result: CheckResult }) {
  const { status, label, detail, hint, link, evidence, durationMs } = result
  const skipped = status === 'skipped'
  return (
    <CheckRow
      status={status}
      label={label}
      detail={detail}
      hint={hint}
      durationMs={skipped || durationMs < 1 ? undefined : durationMs}
      action={
        link ? (
          <LinkButton
            href={link.href}
            target="_blank"
            variant="default"
            size="compact-sm"
            rightSection={<ExternalLink size={13} aria-hidden />}
          >
            {link.label}
          </LinkButton>
        ) : null
      }
      details={Object.keys(evidence).length > 0 ? <Evidence evidence={evidence} /> : null}
    />
  )
}

function Evidence({ evidence }: { evidence: Record<string, string> }) {
  const lines = Object.entries(evidence)
  return (
    <>
      <dl className={classes.evidence}>
        {lines.map(([name, value]) => (
          <Line key={name} name={name} value={value} />
        ))}
      </dl>
      <CopyButton
        display="button"
        label="Copy details"
        value={lines.map(([name, value]) => `${name}: ${value}`).join('\n')}
      />
    </>
  )
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="ui-mono">{value}</dd>
    </>
  )
}
