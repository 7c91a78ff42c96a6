import type { AttentionItem, ConnectionView, RunView } from '@rollcall/vocabulary'
import { daysLeft, FIRST_WARNING_MS } from '../schedules/expiry-threshold.ts'
import { findPushAttention, type UnrevokedToken } from './find-push-attention.ts'

export interface AttentionFacts {
  readonly now: Date
  readonly connections: readonly ConnectionView[]
  /** Runs that wait for a person. */
  readonly held: readonly RunView[]
  /** People whose account a wallet of someone else tried to claim in the last days, latest first. */
  readonly taken?: readonly { readonly userId: string; readonly name: string; readonly holder: string }[]
  /** Sendings of claim links that stand still. */
  readonly paused?: readonly { readonly id: string; readonly reason: string | null }[]
  /** Tokens of SCIM clients that nobody has revoked. */
  readonly tokens?: readonly UnrevokedToken[]
}

/** What needs a person, most pressing first. Pure: everything it says comes from what it is given. */
export function findAttention(facts: AttentionFacts): AttentionItem[] {
  const { now, connections, held, taken = [], paused = [], tokens = [] } = facts
  const others = [...taken.map(toTakenWallet), ...paused.map(toPausedMailing)]
  if (connections.length === 0) {
    return [
      ...others,
      {
        kind: 'no_connection',
        text: 'No directory is connected yet. Connect one to bring its people here.',
        href: '/settings/integrations/entra/new',
        count: null,
      },
    ]
  }
  return [
    ...held.map(toHeldPlan),
    ...others,
    ...connections.flatMap((connection) => toExpired(connection, now)),
    ...connections.flatMap(toPausedSchedule),
    ...connections.flatMap(toFailedRun),
    ...connections.flatMap(toFailedCheck),
    ...connections.flatMap((connection) => toExpiring(connection, now)),
    ...connections.flatMap((connection) => findPushAttention(connection, tokens, now)),
    ...toConflicts(connections),
    ...connections.flatMap(toNeverSynced),
  ]
}

function toHeldPlan(run: RunView): AttentionItem {
  return {
    kind: 'held_plan',
    text: `A plan for ${run.connectionName} waits for confirmation. ${run.held?.text ?? ''}`.trim(),
    href: `/sync-runs/${run.id}`,
    count: run.changeCount,
  }
}

function toTakenWallet({
  userId,
  name,
  holder,
}: {
  userId: string
  name: string
  holder: string
}): AttentionItem {
  return {
    kind: 'wallet_taken',
    text: `The wallet of ${holder} tried to claim the account of ${name}. Nothing was changed; ask both what happened.`,
    href: `/users/${userId}`,
    count: null,
  }
}

function toPausedMailing({ id, reason }: { id: string; reason: string | null }): AttentionItem {
  const text = `Sending claim links is paused. ${reason ?? ''}`.trim()
  return { kind: 'mailing_paused', text, href: `/mailings/${id}`, count: null }
}

function toPausedSchedule(connection: ConnectionView): AttentionItem[] {
  if (!connection.schedulePaused) return []
  const text = `The schedule of ${connection.displayName} is paused. ${connection.schedulePaused.text}`
  return [
    {
      kind: 'schedule_paused',
      text,
      href: `${toSettings(connection)}?section=rules`,
      count: null,
    },
  ]
}

function toExpired(connection: ConnectionView, now: Date): AttentionItem[] {
  const end = toEnd(connection)
  if (!end || end > now) return []
  const text = `The ${credentialOf(connection)} of ${connection.displayName} expired on ${toDay(end)}. Replace it: syncs cannot read the directory without it.`
  return [{ kind: 'credential_expired', text, href: toSettings(connection), count: null }]
}

function toExpiring(connection: ConnectionView, now: Date): AttentionItem[] {
  const end = toEnd(connection)
  if (!end || end <= now || end.getTime() - now.getTime() > FIRST_WARNING_MS) return []
  const days = daysLeft(end, now)
  const left = days === 1 ? 'within a day' : `in ${days} days`
  const text = `The ${credentialOf(connection)} of ${connection.displayName} expires ${left}, on ${toDay(end)}. Replace it before then.`
  return [{ kind: 'credential_expiring', text, href: toSettings(connection), count: days }]
}

function toEnd({ credential }: ConnectionView): Date | null {
  return credential.expiresAt === null ? null : new Date(credential.expiresAt)
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function credentialOf({ credential }: ConnectionView): string {
  return credential.kind === 'certificate' ? 'certificate' : 'client secret'
}

function toSettings({ kind, id }: ConnectionView): string {
  return `/settings/integrations/${kind}/${id}`
}

function toFailedRun(connection: ConnectionView): AttentionItem[] {
  const run = connection.lastRun
  if (run?.status !== 'failed') return []
  const text = `The last sync of ${connection.displayName} stopped because of an error.`
  return [{ kind: 'failed_run', text, href: `/sync-runs/${run.id}`, count: null }]
}

/** What a check finds of a connection that is pushed to is said as it is now, not as it was then. */
function toFailedCheck(connection: ConnectionView): AttentionItem[] {
  if (connection.kind === 'scim' || connection.lastCheck?.status !== 'fail') return []
  const text = `The last check of ${connection.displayName} found something that has to be fixed.`
  return [{ kind: 'failed_check', text, href: toSettings(connection), count: null }]
}

function toConflicts(connections: readonly ConnectionView[]): AttentionItem[] {
  const count = connections.reduce((sum, connection) => sum + connection.people.conflicts, 0)
  if (count === 0) return []
  const text =
    count === 1
      ? '1 person of a directory needs your decision.'
      : `${count} people of a directory need your decision.`
  return [{ kind: 'conflicts', text, href: '/conflicts', count }]
}

function toNeverSynced(connection: ConnectionView): AttentionItem[] {
  if (connection.kind !== 'entra' || connection.lastRun !== null) return []
  const text = `${connection.displayName} has never been synced.`
  return [{ kind: 'never_synced', text, href: `/sync/${connection.id}`, count: null }]
}
