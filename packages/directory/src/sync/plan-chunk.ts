import {
  listCandidates,
  listDecisions,
  listDirectGroups,
  listFormerLinks,
  listLinkTargets,
  listMappedMemberships,
  listPredecessors,
  listTwins,
  type CandidateRow,
  type PlanRow,
  type Tx,
  type UserRow,
} from '@rollcall/db'
import { userStatus } from '@rollcall/vocabulary'
import type { Candidate, Decision } from '../matching/match-person.ts'
import type { MirroredPerson, PersonInput, UserState } from '../matching/reconcile-user.ts'
import type { Grant, Held, RealmGrants } from './realm-grants.ts'

/** Everything that deciding about one directory person takes. */
export interface PlannedPerson {
  readonly input: PersonInput
  readonly wanted: readonly Grant[]
  readonly held: Held
  /** What the mirror held when this was decided; null for a person whose mirror only a run writes. */
  readonly mirror: string | null
}

/** Looks up, in a fixed number of statements, what deciding about these people takes. */
export async function loadChunk(
  tx: Tx,
  connectionId: string,
  rows: readonly PlanRow[],
  grants: RealmGrants,
  lastOwner: string | null,
): Promise<PlannedPerson[]> {
  const strangers = rows.filter((row) => row.user === null && row.left_at === null)
  const unlinked = strangers.map((row) => row.id)
  const candidates = groupBy(await listCandidates(tx, connectionId, strangers), (row) => row.identity_id)
  const decisions = new Map((await listDecisions(tx, unlinked)).map((row) => [row.identity_id, row]))
  const matched = [...candidates.values()].flat().map((row) => row.id)
  const former = [
    ...(await listFormerLinks(tx, connectionId, unlinked, matched)),
    ...(await listPredecessors(tx, connectionId, unlinked)),
  ]
  const twins = new Map(
    (await listTwins(tx, connectionId, unlinked)).map((row) => [row.identity_id, row.user_id]),
  )
  const targets = await listLinkTargets(tx, connectionId, [
    ...[...decisions.values()].flatMap((row) => row.link_user_id ?? []),
    ...former.map((row) => row.user_id),
    ...twins.values(),
  ])
  const present = rows.filter((row) => row.left_at === null).map((row) => row.object_id)
  const direct = groupBy(
    await listDirectGroups(tx, connectionId, [...grants.byGroup.keys()], present),
    (row) => row.member,
  )
  const userIds = [...rows.flatMap((row) => row.user?.id ?? []), ...matched, ...targets.map((row) => row.id)]
  const held = groupBy(await listMappedMemberships(tx, grants.mappingIds, userIds), (row) => row.user_id)
  const formerOf = new Map(former.map((row) => [row.identity_id, row.user_id]))
  const heldFor = new Map(former.map((row) => [row.user_id, row.identity_id]))

  return rows.map((row) => {
    const before = formerOf.get(row.id) ?? null
    // Someone who was another account of this directory is not given to this one because of an email.
    const own = (candidates.get(row.id) ?? []).filter(
      (user) => !heldFor.has(user.id) || heldFor.get(user.id) === row.id,
    )
    const decision = toDecision(decisions.get(row.id) ?? null, targets)
    const likely =
      row.user?.id ??
      (decision?.kind === 'link'
        ? decision.userId
        : (before ?? twins.get(row.id) ?? (own.length === 1 ? own[0]?.id : undefined)))
    return {
      input: {
        person: toPerson(row),
        linked: row.user ? toUserState(row.user, lastOwner) : null,
        candidates: own.map(toCandidate),
        candidateStates: new Map([...own, ...targets].map((user) => [user.id, toUserState(user, lastOwner)])),
        decision,
        former: before,
        twin: twins.get(row.id) ?? null,
      },
      mirror: row.mirror,
      wanted: wantedBy(direct.get(row.object_id) ?? [], grants),
      held: (likely === undefined ? [] : (held.get(likely) ?? [])).map((one) => ({
        mappingId: one.mapping_id,
        realmId: one.realm_id,
      })),
    }
  })
}

function wantedBy(direct: readonly { parent: string }[], grants: RealmGrants): Grant[] {
  const wanted = new Map<string, Grant>()
  for (const { parent } of direct)
    for (const grant of grants.byGroup.get(parent) ?? []) wanted.set(grant.mappingId, grant)
  return [...wanted.values()]
}

/** A decision to link counts while the chosen person exists and is not linked elsewhere in this connection. */
function toDecision(
  row: { status: string; link_user_id: string | null } | null,
  targets: readonly UserRow[],
): Decision | null {
  if (!row) return null
  if (row.status === 'separate') return { kind: 'separate' }
  if (row.status === 'ignored') return { kind: 'ignore' }
  const target = targets.find((user) => user.id === row.link_user_id)
  return target ? { kind: 'link', userId: target.id } : null
}

function toCandidate(row: CandidateRow): Candidate {
  return { userId: row.id, registered: row.registered, shared: row.shared }
}

function toPerson(row: PlanRow): MirroredPerson {
  return {
    identityId: row.id,
    objectId: row.object_id,
    displayName: row.display_name,
    givenName: row.given_name,
    surname: row.surname,
    mail: row.mail,
    userPrincipalName: row.user_principal_name,
    jobTitle: row.job_title,
    department: row.department,
    employeeId: row.employee_id,
    accountEnabled: row.account_enabled,
    leftAt: row.left_at,
  }
}

function toUserState(row: UserRow, lastOwner: string | null): UserState {
  return {
    id: row.id,
    profile: {
      name: row.name,
      givenName: row.given_name,
      surname: row.surname,
      email: row.email,
      jobTitle: row.job_title,
      department: row.department,
      employeeId: row.employee_id,
    },
    status: userStatus.parse(row.status),
    disabledBySync: row.disabled_by === 'sync',
    registered: row.registered,
    left: row.left,
    editedFields: row.edited_fields,
    heldElsewhere: row.held_elsewhere,
    disabledElsewhere: row.disabled_elsewhere,
    lastOwner: row.id === lastOwner,
  }
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}
