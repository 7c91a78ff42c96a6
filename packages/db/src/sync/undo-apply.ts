import { Prisma } from '../generated/client.ts'
import type { Tx } from '../change.ts'
import { inRange, ownerRemains, presentState, type ChangeRange } from './change-guard.ts'

const CHANGED_SINCE = Prisma.sql`outcome = 'stale',
  error = '{"message": "This person changed after the plan was made, so the account was not deleted.", "hint": "Undo again to see what can still be taken back."}'::jsonb`

const IN_USE = Prisma.sql`outcome = 'stale',
  error = '{"message": "Someone is in this realm, or it changed after the plan was made, so it was not deleted.", "hint": "Delete it on its own page if nobody needs it."}'::jsonb`

/**
 * Deletes users that a sync made and that nobody has touched; their directory records stay, without a link. Whoever was
 * touched after the plan was made stays, and the change is stale. Memberships, sessions and keys go with the user.
 */
export async function applyDeletions(tx: Tx, range: ChangeRange): Promise<void> {
  const deletions = Prisma.sql`${inRange(range)} and c.kind = 'delete'`
  await tx.$executeRaw`
    with gone as (
      delete from users u using sync_changes c, entra_identities i
      where ${deletions} and u.id = c.user_id and i.id = c.identity_id and i.user_id = u.id
        and ${presentState} @> c.before
        and u.registered_at is null and u.edited_fields = '{}'
        and not exists (select 1 from realm_memberships m where m.user_id = u.id and m.origin = 'hand')
        and not exists (select 1 from entra_identities o where o.user_id = u.id and o.id <> i.id)
        and not exists (select 1 from events e where e.user_id = u.id)
        and not (u.role = 'owner' and u.status = 'active' and not ${ownerRemains(range)})
      returning c.seq
    )
    update sync_changes c set ${CHANGED_SINCE}
    where ${deletions} and not exists (select 1 from gone where gone.seq = c.seq)`
}

/** Deletes realms that a sync made and that are empty now. The mappings that asked for them ask again at the next sync. */
export async function applyRealmDeletions(tx: Tx, range: ChangeRange): Promise<void> {
  const deletions = Prisma.sql`${inRange(range)} and c.kind = 'delete_realm'`
  await tx.$executeRaw`
    with gone as (
      delete from realms r using sync_changes c
      where ${deletions} and r.id = c.realm_id
        and r.name = c.name and r.slug = c.before->>'slug' and r.color = c.before->>'color' and r.description is null
        and not exists (select 1 from realm_memberships m where m.realm_id = r.id)
      returning c.seq
    )
    update sync_changes c set ${IN_USE}
    where ${deletions} and not exists (select 1 from gone where gone.seq = c.seq)`
}
