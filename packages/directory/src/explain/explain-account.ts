import type {
  ExplainedIdentityRow,
  ExplainedUserRow,
  LatestChangeRow,
  LatestEventRow,
  LatestPushRow,
} from '@rollcall/db'
import { laterOf, pusherOf, pushParts, requestOf } from './push-facts.ts'
import { by, say, type Statement } from './statement.ts'

/** Everything stored that explains one person here. */
export interface UserFacts {
  readonly user: ExplainedUserRow
  readonly identities: readonly ExplainedIdentityRow[]
  /** Newest applied change by aspect, and newest event by `type about`. */
  readonly changes: ReadonlyMap<string, LatestChangeRow>
  readonly events: ReadonlyMap<string, LatestEventRow>
  /** Newest request of a SCIM client by aspect. */
  readonly pushes: ReadonlyMap<string, LatestPushRow>
}

/** How the account came, why it is active or disabled, and may not stay so, and who has claimed it. */
export function explainAccount(facts: UserFacts): Statement[] {
  return [explainOrigin(facts), explainStatus(facts), ...explainHeld(facts), ...explainClaim(facts)]
}

/** A directory has taken the access away already, and a person has yet to agree. */
function explainHeld({ user, identities, pushes }: UserFacts): Statement[] {
  if (user.status !== 'active') return []
  return identities.flatMap(({ change, connectionId, connectionName }) => {
    if (change?.outcome !== 'pending' || change.runStatus !== 'awaiting_confirmation') return []
    if (change.kind !== 'disable' && change.kind !== 'deactivate') return []
    const text = `${connectionName} has taken the access away, and a plan with that waits for a person’s decision.`
    const requestId = requestOf(pushes.get(`held:${connectionId}`))
    return say('plan_waits', text, { runId: change.runId, connectionId, requestId, at: change.runAt })
  })
}

/** A change as the parts of a statement. */
export function runParts(change: LatestChangeRow) {
  return { runId: change.runId, connectionId: change.connectionId, at: change.at, actor: change.actor }
}

function explainOrigin({ user, changes, pushes }: UserFacts): Statement {
  const created = changes.get('created')
  if (created) {
    return say('created_by_sync', `A sync of ${created.connectionName} made this account.`, runParts(created))
  }
  const pushed = pushes.get('created')
  if (pushed) {
    const text = `Provisioning by ${pusherOf(pushed)} made this account.`
    return say('created_by_push', text, pushParts(pushed))
  }
  const text = user.formerlyHeld
    ? 'The account was here before the directories that are connected now.'
    : 'The account was made here, not by a sync.'
  return say('added_here', text, { at: user.createdAt })
}

function explainStatus(facts: UserFacts): Statement {
  const { user, changes, events, pushes } = facts
  if (user.status === 'disabled') return explainDisabled(facts)
  const enabled = events.get('user.enabled ')
  const { change, push } = laterOf(changes.get('status'), pushes.get('status'))
  if (enabled && isAfter(enabled.at, change?.at ?? push?.at)) {
    return say('enabled_by_person', `Was disabled, and enabled again${by(enabled.actor)}.`, enabled)
  }
  if (push?.value === 'active') {
    const text = `Was disabled by a directory, and enabled again through ${pusherOf(push)}.`
    return say('enabled_by_push', text, pushParts(push))
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

function explainDisabled(facts: UserFacts): Statement {
  const { user, events } = facts
  if (user.disabledBy === 'person') {
    const event = events.get('user.disabled ')
    const text = `Disabled${by(event?.actor ?? 'a person')}. A sync does not undo this.`
    return say('disabled_by_person', text, {
      at: user.disabledAt ?? event?.at ?? null,
      actor: event?.actor ?? null,
    })
  }
  const pushedOut = user.disabledRunId === null ? explainPushedOut(facts) : null
  return pushedOut ?? explainDisablingRun(facts)
}

/** What no run disabled, a request did: that which said so, or the one that brought someone in who is disabled there. */
function explainPushedOut({ user, identities, pushes }: UserFacts): Statement | null {
  const status = pushes.get('status')
  const brought = identities.map((row) => pushes.get(`linked:${row.connectionId}`))
  const push = status?.value === 'disabled' ? status : brought.find((one) => one !== undefined)
  if (!push) return null
  const text = `Disabled by provisioning by ${pusherOf(push)}. ${push.why ?? ''}`.trim()
  return say('disabled_by_push', text, { ...pushParts(push), at: user.disabledAt ?? push.at })
}

function explainDisablingRun({ user, changes }: UserFacts): Statement {
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
