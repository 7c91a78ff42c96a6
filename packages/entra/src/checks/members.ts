import { SourceError } from '@rollcall/vocabulary'
import { judgeAnswer } from '../graph-errors.ts'
import { howToGrant } from '../graph-hints.ts'
import { HIDDEN_PERMISSION, mayReadHiddenMembers, USERS_PERMISSION } from '../permissions.ts'
import { toSourceMember, type Reading } from '../transform.ts'
import type { SourceMember } from '@rollcall/vocabulary'
import { parsePage, USER_SELECT, type BatchItem } from '../wire.ts'
import {
  fromError,
  NO_TOKEN,
  skipped,
  type CheckKit,
  type Findings,
  type ProbedGroup,
  type Verdict,
} from './findings.ts'

const TRIED_GROUPS = 20

/**
 * Without permission for people, Graph lists members all the same but empties every detail, and without permission for
 * hidden memberships it may leave people out; neither is an error, so both are looked for.
 */
export async function checkMembers(kit: CheckKit, findings: Findings): Promise<Verdict> {
  if (!findings.signedIn) return skipped(NO_TOKEN)
  const { groups } = findings
  if (groups === null) return skipped('Not tried, because groups could not be read.')
  if (groups.length === 0) return skipped('There is no group to try yet.')
  const link = kit.session.context.links.permissions
  try {
    const readings = await readSomeMembers(kit, findings, groups)
    const withheld = readings.some((reading) => reading.kind === 'unreadable')
    const readable = readings.some((reading) => reading.kind === 'read' && reading.value.kind === 'user')
    if (withheld && !readable) return { ...allWithheld(), link }
    return hiddenVerdict(kit, findings, groups) ?? { status: 'pass', detail: membersDetail(readable) }
  } catch (error) {
    if (error instanceof SourceError && error.failure !== 'cancelled') {
      return fromError(error, error.failure === 'refused' ? link : null)
    }
    throw error
  }
}

function membersDetail(readable: boolean): string {
  if (readable) return 'Members of groups can be read with their details.'
  return 'Members can be read; the groups tried have no people as direct members.'
}

function allWithheld(): Verdict {
  return {
    status: 'fail',
    detail: 'Members of groups come without names and addresses: Microsoft withholds the details of people.',
    hint: howToGrant(USERS_PERMISSION),
  }
}

function hiddenVerdict(kit: CheckKit, findings: Findings, groups: readonly ProbedGroup[]): Verdict | null {
  const hidden = groups.filter((group) => group.hidden)
  const roles = findings.claims?.roles
  if (hidden.length === 0 || !roles || mayReadHiddenMembers(roles)) return null
  const names = hidden.slice(0, 3).map((group) => `"${group.name}"`)
  const more = hidden.length > 3 ? ` and ${hidden.length - 3} more` : ''
  return {
    status: 'warn',
    detail: `Members can be read, but not those of groups with hidden membership: ${names.join(', ')}${more}.`,
    hint: `Only needed when such a group is synchronised: ${howToGrant(HIDDEN_PERMISSION)}`,
    link: kit.session.context.links.permissions,
  }
}

async function readSomeMembers(
  { client, signal, parts }: CheckKit,
  findings: Findings,
  groups: readonly ProbedGroup[],
): Promise<Reading<SourceMember>[]> {
  const tried = groups.filter((group) => !group.hidden).slice(0, TRIED_GROUPS)
  if (tried.length === 0) return []
  const requests = tried.map((group) => ({
    id: group.id,
    url: `/groups/${encodeURIComponent(group.id)}/members?$select=${USER_SELECT}&$top=5`,
  }))
  const answers = await client.batch(requests, { subject: 'members', signal })
  const roles = findings.claims?.roles ?? null
  return [...answers.values()].flatMap((item) => readItem(item, roles, parts.timing.now()))
}

/** A group deleted since it was listed says nothing about permissions; a busy one neither. */
function readItem(item: BatchItem, roles: readonly string[] | null, now: number): Reading<SourceMember>[] {
  if (item.status === 404) return []
  const outcome = judgeAnswer(item.asAnswer(), { subject: 'members', roles, now })
  if (outcome.kind === 'again') return []
  return parsePage(item.body, 'members').items.map((member) => toSourceMember(member))
}
