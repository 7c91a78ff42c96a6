import type { ExplainedIdentityRow } from '@rollcall/db'
import { runParts, type UserFacts } from './explain-account.ts'
import { describePath, type Group } from './group-paths.ts'
import { isPushed, knownAs, laterOf, pushParts, requestOf } from './push-facts.ts'
import { say, type Statement } from './statement.ts'

/** The answer in one sentence: what holds the person here, or why they are still here without it. */
export function explainAnswer(facts: UserFacts, groupsOf: (row: ExplainedIdentityRow) => Group[]): Statement {
  const { user, identities } = facts
  const holding = identities.find((identity) => identity.leftAt === null)
  if (holding) {
    const { change, push } = linkOf(facts, holding)
    const parts = {
      connectionId: holding.connectionId,
      requestId: requestOf(push),
      at: change?.at ?? push?.at ?? holding.createdAt,
    }
    return say('held', `${user.name} is here because ${holds(holding, groupsOf(holding))}.`, parts)
  }
  const [left] = identities
  if (left) {
    const text = `${user.name} is no longer in ${left.connectionName}. ${afterLeaving(user.status, left)}`
    return say('kept_after_leaving', text, {
      connectionId: left.connectionId,
      at: user.leftAt ?? left.leftAt,
    })
  }
  const text = user.formerlyHeld
    ? `${user.name} came from a directory that was disconnected since. Nothing removes the account but a person.`
    : `${user.name} is here because someone added the account here. No directory holds it.`
  return say('no_directory', text, { at: user.createdAt })
}

/** For a connection that reads chosen groups, the group is the reason; otherwise being in the directory is. */
function holds(row: ExplainedIdentityRow, groups: readonly Group[]): string {
  if (isPushed(row)) return `${row.connectionName} pushes them as ${knownAs(row)}`
  if (row.groupIds.length === 0) return `${row.connectionName} holds them`
  const group = groups.find((one) => one.selected && one.counts)
  if (!group) return `${row.connectionName} holds them`
  return `they are in ${describePath(group.path)}, a group that ${row.connectionName} reads`
}

function afterLeaving(status: string, row: ExplainedIdentityRow): string {
  if (status === 'disabled') return 'The account is disabled and stays until a person deletes it.'
  if (row.leaverPolicy === 'keep') return 'The account is kept, as this connection asks.'
  return 'The account is kept for now.'
}

/** What one directory says about being in it: linked since when and why, present or left, and what follows. */
export function explainRecord(facts: UserFacts, row: ExplainedIdentityRow): Statement[] {
  const linked = explainLink(facts, row)
  if (row.leftAt === null) {
    return [
      linked,
      say('present', describePresence(row), { connectionId: row.connectionId, at: row.syncedAt }),
    ]
  }
  return [linked, explainLeaving(facts, row), ...explainGrace(facts, row)]
}

function describePresence(row: ExplainedIdentityRow): string {
  if (isPushed(row)) return `Its client knows the person as ${knownAs(row)}.`
  return row.groupIds.length === 0
    ? 'Is in the directory.'
    : 'Is in the directory and in the groups that are read.'
}

function linkOf({ changes, pushes }: UserFacts, row: ExplainedIdentityRow) {
  return laterOf(changes.get(`linked:${row.id}`), pushes.get(`linked:${row.connectionId}`))
}

function explainLink(facts: UserFacts, row: ExplainedIdentityRow): Statement {
  const { change, push } = linkOf(facts, row)
  if (push) {
    const text =
      push.outcome === 'created'
        ? 'A request told of this account, and the person was made from it.'
        : `A request linked the two. ${firstSentence(push.why ?? '')}`.trim()
    return say('linked', text, pushParts(push))
  }
  if (!change) {
    const text = 'Is linked to this directory account.'
    return say('linked', text, { connectionId: row.connectionId, at: row.createdAt })
  }
  if (change.kind === 'create') {
    const text = 'Is linked to this directory account, from which the person was made.'
    return say('linked', text, runParts(change))
  }
  return say('linked', `A sync linked the two. ${firstSentence(change.reason)}`, {
    ...runParts(change),
    conflictId: row.conflictStatus === 'linked' ? row.conflictId : null,
  })
}

/** The reason of a change lists everything it did; how the two were linked comes first. */
function firstSentence(reason: string): string {
  return /^.*?\.(?=\s|$)/.exec(reason)?.[0] ?? reason
}

function explainLeaving({ changes, pushes }: UserFacts, row: ExplainedIdentityRow): Statement {
  if (isPushed(row)) {
    const push = pushes.get(`left:${row.connectionId}`)
    const parts = push ? pushParts(push) : { connectionId: row.connectionId }
    return say('left', 'Was deleted by the client.', { ...parts, at: row.leftAt })
  }
  const text =
    row.groupIds.length === 0
      ? 'Is no longer in the directory.'
      : 'Is no longer in the directory, or in none of the groups that are read.'
  const change = changes.get('left')
  const run = change?.value === 'true' && change.connectionId === row.connectionId ? change.runId : null
  return say('left', text, { connectionId: row.connectionId, at: row.leftAt, runId: run })
}

/** Days in which someone who left may come back before the account is disabled. */
function explainGrace({ user, identities }: UserFacts, row: ExplainedIdentityRow): Statement[] {
  const heldElsewhere = identities.some((other) => other.leftAt === null)
  if (row.leaverPolicy !== 'grace' || row.leftAt === null || user.status !== 'active' || heldElsewhere)
    return []
  const end = new Date(row.leftAt.getTime() + row.leaverGraceDays * 86_400_000)
  const text = `The first sync after ${end.toISOString().slice(0, 10)} disables the account, unless the person is back by then.`
  return [say('grace', text, { connectionId: row.connectionId, at: end })]
}
