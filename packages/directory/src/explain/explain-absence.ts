import type { ExplainedIdentityRow, IdentityChange } from '@rollcall/db'
import { isPushed } from './push-facts.ts'
import { by, say, type Statement } from './statement.ts'

/**
 * The short answer to why someone in the mirror is a person here or not. Pure and total: what someone decided counts
 * before what a run did, and what is true now before what was.
 */
export function explainPresence(row: ExplainedIdentityRow): Statement {
  const connectionId = row.connectionId
  if (row.userId !== null) {
    const name = row.userName ?? 'a person'
    return say('imported', `Is here as ${name.replace(/\.+$/, '')}.`, { userId: row.userId, connectionId })
  }
  if (row.userType === 'guest' && !row.includeGuests) {
    const text = `Is a guest, and ${row.connectionName} leaves guests out. Include guests in its rules to bring them in.`
    return say('guest_out_of_scope', text, { connectionId, at: row.leftAt })
  }
  return explainDecision(row) ?? explainLeft(row) ?? explainChange(row, row.change) ?? explainWaiting(row)
}

function explainDecision(row: ExplainedIdentityRow): Statement | null {
  const { conflictId, connectionId } = row
  const decided = { conflictId, connectionId, at: row.decidedAt, actor: row.decidedBy }
  switch (row.conflictStatus) {
    case 'open':
      if (row.leftAt !== null) return null
      return say(
        'conflict_waits',
        'Could be someone who is already here. A person has to decide, and nobody has yet.',
        { conflictId, connectionId, at: row.conflictAt, runId: row.change?.runId ?? null },
      )
    case 'ignored':
      return say('ignored', `Was left out${by(row.decidedBy)}, who decided the conflict so.`, decided)
    case 'linked':
    case 'separate': {
      if (row.leftAt !== null || isNewer(row.change, row.decidedAt)) return null
      const what =
        row.conflictStatus === 'linked' ? 'to link this account to someone here' : 'to make a new person'
      return say('decided', `${row.decidedBy ?? 'Someone'} decided ${what}. ${nextSync(row)}`, decided)
    }
    default:
      return null
  }
}

/** A run that looked after the decision says more than the decision. */
function isNewer(change: IdentityChange | null, decidedAt: Date | null): boolean {
  return change !== null && decidedAt !== null && change.kind !== 'conflict' && change.runAt > decidedAt
}

function explainLeft(row: ExplainedIdentityRow): Statement | null {
  if (row.leftAt === null) return null
  const parts = { connectionId: row.connectionId, at: row.leftAt }
  if (isPushed(row)) {
    return say('left_before_import', `Was deleted by the client of ${row.connectionName}.`, parts)
  }
  if (row.groupIds.length > 0) {
    const text = `Is in none of the groups that ${row.connectionName} reads, or no longer in the directory.`
    return say('not_in_groups', text, parts)
  }
  return say('left_before_import', 'Left the directory before being brought in.', parts)
}

function explainChange(row: ExplainedIdentityRow, change: IdentityChange | null): Statement | null {
  if (change === null) return null
  const run = { runId: change.runId, connectionId: row.connectionId, actor: change.runActor }
  switch (change.outcome) {
    case 'failed': {
      const said = [change.message ?? change.reason, change.hint].filter(Boolean).join(' ')
      return say('failed', `The last sync could not bring this person in. ${said}`, {
        ...run,
        at: change.runAt,
      })
    }
    case 'stale':
      return say(
        'stale',
        `Something about this person changed between the plan and its being applied, so nothing was done. ${nextSync(row)}`,
        { ...run, at: change.runAt },
      )
    case 'left_out':
      return say(
        'left_out',
        `Was left out of the plan${by(change.decidedBy)} when it was released. ${nextSync(row)}`,
        {
          ...run,
          at: change.decidedAt,
          actor: change.decidedBy,
        },
      )
    case 'pending':
      return change.applied ? explainApplied(row, change) : explainPending(row, change)
    default:
      return null
  }
}

/** The plan wanted to do something about this person and has not done it. */
function explainPending(row: ExplainedIdentityRow, change: IdentityChange): Statement {
  const run = {
    runId: change.runId,
    connectionId: row.connectionId,
    actor: change.runActor,
    at: change.runAt,
  }
  switch (change.runStatus) {
    case 'awaiting_confirmation':
      return say('plan_waits', 'Is in a plan that waits for a person to release it.', run)
    case 'queued':
    case 'reading':
    case 'planning':
    case 'applying':
      return say('sync_under_way', 'A sync that is under way is about to bring this person in.', run)
    case 'cancelled': {
      const text = `Was in a plan that was stopped${by(change.decidedBy)} before it came to this person. ${nextSync(row)}`
      return say('plan_rejected', text, {
        ...run,
        actor: change.decidedBy ?? change.runActor,
        at: change.decidedAt ?? change.runAt,
      })
    }
    default:
      return say('sync_stopped', `The sync stopped before it came to this person. ${nextSync(row)}`, run)
  }
}

/** A run brought the person in, or took them back, and they are not here now. */
function explainApplied(row: ExplainedIdentityRow, change: IdentityChange): Statement | null {
  const run = { runId: change.runId, connectionId: row.connectionId }
  if (change.kind === 'unlink' || change.kind === 'delete') {
    const text = `Undoing a sync took this person back. ${nextSync(row)}`
    return say('undone', text, { ...run, at: change.at, actor: change.runActor })
  }
  if (!change.userGone) return null
  const text = `Was here, and was deleted${by(change.deletedBy)}. The next sync brings the person in again.`
  const deleted = { connectionId: row.connectionId, at: change.deletedAt, actor: change.deletedBy }
  return say('deleted_here', text, deleted)
}

function explainWaiting(row: ExplainedIdentityRow): Statement {
  const parts = { connectionId: row.connectionId, at: row.createdAt }
  if (row.workingRunId !== null) {
    return say('sync_under_way', 'A sync is under way that will decide about this person.', {
      ...parts,
      runId: row.workingRunId,
    })
  }
  if (isPushed(row)) {
    const text =
      'Is stored for the client, and linked to nobody here. The next request about this person, or the next sync, looks again.'
    return say('not_planned', text, parts)
  }
  return say('not_planned', `No sync has decided about this person yet. ${nextSync(row)}`, parts)
}

function nextSync(row: ExplainedIdentityRow): string {
  return row.nextRunAt === null
    ? 'The next sync looks again.'
    : `The next sync looks again; it is due on ${row.nextRunAt.toISOString().slice(0, 16).replace('T', ' at ')} UTC.`
}
