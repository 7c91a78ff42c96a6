import type { Prisma } from '@rollcall/db'
import { connectionKind, type ConflictReason, type ConflictView, conflictView } from '@rollcall/vocabulary'
import { toDirectoryProfile } from '../matching/directory-profile.ts'

export const CONFLICT_SELECT = {
  id: true,
  connectionId: true,
  connection: { select: { displayName: true, kind: true } },
  status: true,
  reason: true,
  candidateIds: true,
  runId: true,
  decidedBy: true,
  decidedAt: true,
  createdAt: true,
  identity: {
    select: {
      objectId: true,
      displayName: true,
      givenName: true,
      surname: true,
      mail: true,
      userPrincipalName: true,
      jobTitle: true,
      department: true,
      employeeId: true,
    },
  },
} as const satisfies Prisma.ConflictSelect

export const CANDIDATE_SELECT = {
  id: true,
  name: true,
  email: true,
  registeredAt: true,
  department: true,
} as const satisfies Prisma.UserSelect

export type ConflictRow = Prisma.ConflictGetPayload<{ select: typeof CONFLICT_SELECT }>
export type CandidateRow = Prisma.UserGetPayload<{ select: typeof CANDIDATE_SELECT }>

/** `candidates` are people by id; who has been deleted since is no candidate any more. */
export function toConflictView(
  row: ConflictRow,
  candidates: ReadonlyMap<string, CandidateRow>,
): ConflictView {
  const profile = toDirectoryProfile(row.identity)
  const people = row.candidateIds.flatMap((id) => candidates.get(id) ?? [])
  const reason = conflictView.shape.reason.parse(row.reason)
  return conflictView.parse({
    id: row.id,
    connectionId: row.connectionId,
    connectionName: row.connection.displayName,
    connectionKind: connectionKind.parse(row.connection.kind),
    status: row.status,
    reason,
    text: TEXTS[reason](profile.name ?? row.identity.objectId, people),
    person: {
      entraId: row.connection.kind === 'entra' ? row.identity.objectId : null,
      name: profile.name ?? row.identity.objectId,
      email: profile.email,
      userPrincipalName: row.identity.userPrincipalName,
    },
    candidates: people.map((person) => ({
      userId: person.id,
      name: person.name,
      email: person.email,
      registered: person.registeredAt !== null,
      department: person.department,
    })),
    runId: row.runId,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  } satisfies Record<keyof ConflictView, unknown>)
}

type Explain = (person: string, candidates: readonly CandidateRow[]) => string

const TEXTS = {
  claimed_match: (person, [first]) =>
    `${person} has the same email as ${first?.name ?? 'someone'}, who already uses the account. Nobody is taken over without a decision.`,
  several_matches: (person, people) =>
    `${person} has the same email as ${people.length} people here. Decide which of them it is, if any.`,
  shared_match: (person, [first]) =>
    `${person} and another person of the directory both have the email of ${first?.name ?? 'someone here'}. Only one of them can be that person.`,
} as const satisfies Record<ConflictReason, Explain>
