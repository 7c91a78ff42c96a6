import type { SourceGroup, SourceUser } from '@rollcall/vocabulary'
import type { Tx } from '../change.ts'

/** A mirrored person as a complete reading would give them, with the place in the mirror. */
export interface StoredPerson {
  readonly ordinal: number
  /** No longer in the directory when last read. */
  readonly gone: boolean
  readonly user: SourceUser
}

/** What the mirror holds of these people, whether they are still in the directory or not. */
export async function listStoredPeople(
  tx: Tx,
  connectionId: string,
  objectIds: readonly string[],
): Promise<StoredPerson[]> {
  if (objectIds.length === 0) return []
  const rows = await tx.entraIdentity.findMany({
    where: { connectionId, objectId: { in: [...objectIds] } },
    select: {
      objectId: true,
      ordinal: true,
      leftAt: true,
      displayName: true,
      givenName: true,
      surname: true,
      mail: true,
      userPrincipalName: true,
      jobTitle: true,
      department: true,
      employeeId: true,
      companyName: true,
      officeLocation: true,
      accountEnabled: true,
      userType: true,
    },
  })
  return rows.map(({ ordinal, leftAt, ...user }) => ({
    ordinal: Number(ordinal),
    gone: leftAt !== null,
    user: toSourceUser(user),
  }))
}

/** What the mirror holds of these groups. */
export async function listStoredGroups(
  tx: Tx,
  connectionId: string,
  objectIds: readonly string[],
): Promise<SourceGroup[]> {
  if (objectIds.length === 0) return []
  const rows = await tx.entraGroup.findMany({
    where: { connectionId, objectId: { in: [...objectIds] } },
    select: {
      objectId: true,
      displayName: true,
      description: true,
      kind: true,
      dynamic: true,
      hiddenMembership: true,
    },
  })
  return rows.map(toSourceGroup)
}

/** Rows of the mirror hold what a guard let in, under the constraints of their columns. */
function toSourceUser(row: unknown): SourceUser {
  return row as SourceUser
}

function toSourceGroup(row: unknown): SourceGroup {
  return row as SourceGroup
}

export interface MemberRow {
  readonly groupId: string
  readonly memberId: string
  readonly kind: 'user' | 'group' | 'other'
}

/** Adds and removes memberships by name; what is already so is passed over. */
export async function changeMembers(
  tx: Tx,
  connectionId: string,
  change: { added: readonly MemberRow[]; removed: readonly MemberRow[] },
): Promise<void> {
  const { added, removed } = change
  if (removed.length > 0) {
    await tx.$executeRaw`
      delete from entra_group_members m
      using unnest(${removed.map((row) => row.groupId)}::text[], ${removed.map((row) => row.memberId)}::text[]) as r(parent, member)
      where m.connection_id = ${connectionId}::uuid and m.group_object_id = r.parent and m.member_object_id = r.member`
  }
  if (added.length === 0) return
  await tx.$executeRaw`
    insert into entra_group_members (connection_id, group_object_id, member_object_id, member_kind)
    select ${connectionId}::uuid, r.parent, r.member, r.kind
    from unnest(${added.map((row) => row.groupId)}::text[], ${added.map((row) => row.memberId)}::text[],
      ${added.map((row) => row.kind)}::text[]) as r(parent, member, kind)
    on conflict do nothing`
}
