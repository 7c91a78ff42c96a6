import type { ExplainedIdentityRow, ExplainedUserRow, LatestChangeRow, LatestEventRow } from '@rollcall/db'
import { by, say, type Statement } from './statement.ts'

/** Everything stored that explains one person here. */
export interface UserFacts {
  readonly user: ExplainedUserRow
  readonly identities: readonly ExplainedIdentityRow[]
  /** Newest applied change by aspect, and newest event by `type about`. */
  readonly changes: ReadonlyMap<string, LatestChangeRow>
  readonly events: ReadonlyMap<string, LatestEventRow>
}

/** How the account came, and why it is active or disabled, claimed or not. */
export function explainAccount(facts: UserFacts): Statement[] {
  return [explainOrigin(facts), explainStatus(facts), ...explainClaim(facts)]
}

/** A change as the parts of a statement. */
export function runParts(change: LatestChangeRow) {
  return { runId: change.runId, connectionId: change.connectionId, at: change.at, actor: change.actor }
}

function explainOrigin({ user, changes }: UserFacts): Statement {
  const created = changes.get('created')
  if (created) {
    return say('created_by_sync', `A sync of ${created.connectionName} made this account.`, runParts(created))
  }
  const text = user.formerlyHeld
    ? 'The account was here before the directories that are connected now.'
    : 'The account was made here, not by a sync.'
  return say('added_here', text, { at: user.createdAt })
}

function explainStatus(facts: UserFacts): Statement {
  const { user, changes, events } = facts
  if (user.status === 'disabled') return explainDisabled(facts)
  const enabled = events.get('user.enabled ')
  const change = changes.get('status')
  if (enabled && isAfter(enabled.at, change?.at)) {
    return say('enabled_by_person', `Was disabled, and enabled again${by(enabled.actor)}.`, enabled)
  }
  if (change?.value === 'active' && change.kind !== 'create') {
    const text =
      change.mode === 'undo'
        ? 'Was disabled, and enabled again when a sync was undone.'
        : `Was disabled by a sync, and enabled again when ${change.connectionName} said so.`
    return say('enabled_by_sync', text, runParts(change))
  }
  return say('active', 'The account is active; nothing has disabled it.')
}

function explainDisabled({ user, changes, events }: UserFacts): Statement {
  if (user.disabledBy === 'person') {
    const event = events.get('user.disabled ')
    const text = `Disabled${by(event?.actor ?? 'a person')}. A sync does not undo this.`
    return say('disabled_by_person', text, {
      at: user.disabledAt ?? event?.at ?? null,
      actor: event?.actor ?? null,
    })
  }
  const change = changes.get('status')
  const parts = { runId: user.disabledRunId, at: user.disabledAt }
  if (change?.value !== 'disabled') return say('disabled_by_sync', 'Disabled by a sync.', parts)
  const how =
    change.mode === 'undo'
      ? 'Disabled when a sync was undone.'
      : `Disabled by a sync of ${change.connectionName}.`
  return say('disabled_by_sync', `${how} ${change.reason}`, { ...runParts(change), ...parts })
}

function explainClaim({ user, identities }: UserFacts): Statement[] {
  if (user.registeredAt === null) return []
  const text =
    user.claimedAt === null
      ? 'Can sign in: the account was registered here.'
      : `Claimed by ${user.name} with a wallet of their own.`
  const claimed = say('claimed', text, { at: user.claimedAt ?? user.registeredAt, actor: user.name })
  const keeping = identities.find((identity) => identity.leftAt === null && !identity.refreshClaimed)
  if (!keeping) return [claimed]
  const kept = `Because of that, ${keeping.connectionName} no longer changes the profile.`
  return [claimed, say('profile_kept', kept, { connectionId: keeping.connectionId })]
}

export function isAfter(one: Date, other: Date | null | undefined): boolean {
  return !other || one.getTime() > other.getTime()
}
