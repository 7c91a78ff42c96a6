import { LinkButton, Panel, RelativeTime, StatusBadge, UiLink } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { toConnectionHref } from '../../lib/connection-href.ts'
import { people } from '../../lib/format.ts'
import { useMay } from '../../lib/permissions.tsx'
import { toCheckLook } from '../../lib/check-look.ts'
import { toRunLook } from '../../lib/run-status.ts'
import { toScimLook } from '../../lib/scim-look.ts'
import { useNow } from '../../lib/use-now.ts'
import classes from './connection-health.module.css'

/** Whether each directory can be read or comes by itself, and when it last did. */
export function ConnectionHealth({ connections }: { connections: readonly ConnectionView[] }) {
  const mayOpen = useMay('connections.read')
  const mayOpenPushed = useMay('provisioning.read')
  return (
    <Panel
      title="Connections"
      flush
      actions={
        mayOpen ? (
          <LinkButton
            href="/settings/integrations"
            aria-label="Manage connections"
            variant="subtle"
            size="compact-sm"
          >
            Manage
          </LinkButton>
        ) : null
      }
    >
      {connections.length === 0 ? <p className={classes.none}>No directory is connected.</p> : null}
      <ul className={classes.list} aria-label="Connections">
        {connections.map((connection) => (
          <Line
            key={connection.id}
            connection={connection}
            mayOpen={connection.kind === 'scim' ? mayOpenPushed : mayOpen}
          />
        ))}
      </ul>
    </Panel>
  )
}

function Line({ connection, mayOpen }: { connection: ConnectionView; mayOpen: boolean }) {
  const now = useNow()
  const look = connection.scim ? toScimLook(connection.scim, now) : toCheckLook(connection.lastCheck?.status)
  return (
    <li className={classes.line}>
      <div className={classes.head}>
        {mayOpen ? (
          <UiLink href={toConnectionHref(connection)} className={`ui-link ${classes.name}`}>
            {connection.displayName}
          </UiLink>
        ) : (
          <span className={classes.name}>{connection.displayName}</span>
        )}
        <StatusBadge tone={look.tone} busy={look.busy}>
          {look.word}
        </StatusBadge>
      </div>
      <div className={classes.facts}>
        <span>{people(connection.people.linked)} managed</span>
        {connection.scim ? <LastCall scim={connection.scim} /> : <LastRun connection={connection} />}
      </div>
    </li>
  )
}

function LastCall({ scim: { lastCallAt } }: { scim: NonNullable<ConnectionView['scim']> }) {
  if (!lastCallAt) return <span>No call yet</span>
  return (
    <span>
      Last call <RelativeTime value={lastCallAt} />
    </span>
  )
}

function LastRun({ connection: { lastRun } }: { connection: ConnectionView }) {
  if (!lastRun) return <span>Never synced</span>
  return (
    <UiLink href={`/sync-runs/${lastRun.id}`} className="ui-link">
      {lastRun.finishedAt ? (
        <>
          Last sync <RelativeTime value={lastRun.finishedAt} />
        </>
      ) : (
        `Sync: ${toRunLook(lastRun.status).word.toLowerCase()}`
      )}
    </UiLink>
  )
}
