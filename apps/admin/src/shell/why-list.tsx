import { RelativeTime, UiLink } from '@rollcall/ui'
import type { WhyKind, WhyStatement } from '@rollcall/vocabulary'
import {
  CircleCheck,
  CircleSlash,
  Clock,
  GitFork,
  Info,
  Link2,
  Pencil,
  RefreshCw,
  Split,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useMay } from '../lib/permissions.tsx'
import classes from './why-list.module.css'

export interface WhyListProps {
  /** What the statements are about, for screen readers. */
  label: string
  statements: readonly WhyStatement[]
  /** Shown under one statement. */
  renderDetail?: (statement: WhyStatement) => ReactNode
}

/** Stored facts one below the other, each with when, who, and the way to what made it so. */
export function WhyList({ label, statements, renderDetail }: WhyListProps) {
  return (
    <ul className={classes.list} aria-label={label}>
      {statements.map((statement) => (
        <WhyItem key={`${statement.kind} ${statement.text}`} statement={statement}>
          {renderDetail?.(statement)}
        </WhyItem>
      ))}
    </ul>
  )
}

function WhyItem({ statement, children }: { statement: WhyStatement; children: ReactNode }) {
  return (
    <li className={classes.item}>
      <KindIcon kind={statement.kind} />
      <div className={classes.body}>
        {statement.text}
        <WhyMeta statement={statement} />
        {children}
      </div>
    </li>
  )
}

/** When it became so, by whom, and links to the run, the conflict and the person. */
export function WhyMeta({ statement }: { statement: WhyStatement }) {
  const { at, actor, runId, requestId, conflictId, userId } = statement
  const mayReadConflicts = useMay('conflicts.read')
  if (!at && !actor && !runId && !requestId && !conflictId && !userId) return null
  return (
    <span className={classes.meta}>
      {at ? <RelativeTime value={at} /> : null}
      {actor ? <span>{actor}</span> : null}
      {runId ? (
        <UiLink href={`/sync-runs/${runId}`} className="ui-link">
          Show the sync run
        </UiLink>
      ) : null}
      {requestId ? (
        <UiLink href={`/provisioning-requests/${requestId}`} className="ui-link">
          Show the request
        </UiLink>
      ) : null}
      {conflictId && mayReadConflicts ? (
        <UiLink href={toConflictsHref(statement.kind)} className="ui-link">
          Show the conflict
        </UiLink>
      ) : null}
      {userId ? (
        <UiLink href={`/users/${userId}`} className="ui-link">
          Show the person
        </UiLink>
      ) : null}
    </span>
  )
}

/** Conflicts are listed by their state. */
function toConflictsHref(kind: WhyKind): string {
  if (kind === 'ignored') return '/conflicts?status=ignored'
  return kind === 'conflict_waits' ? '/conflicts' : '/conflicts?status=linked'
}

/** Kinds by how they begin, the first that fits. */
const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^realm_/, GitFork],
  [/^(disabled|left|deleted|ignored|not_in|guest|undone)/, CircleSlash],
  [/^(conflict|decided)/, Split],
  [/^(failed|stale|plan_rejected|sync_stopped)/, TriangleAlert],
  [/^(grace|plan_waits|not_planned)/, Clock],
  [/^(edited|released|added_here)/, Pencil],
  [/^(linked|held)/, Link2],
  [/sync|push|undo/, RefreshCw],
  [/^(active|claimed|imported|present|enabled)/, CircleCheck],
]

function KindIcon({ kind }: { kind: WhyKind }) {
  const Icon = ICONS.find(([pattern]) => pattern.test(kind))?.[1] ?? Info
  return <Icon size={16} aria-hidden className={classes.icon} />
}
