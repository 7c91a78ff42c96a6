import { Prisma } from '../generated/client.ts'

/**
 * Rows of `users u` that hold an owner who can act: active, and able to sign in. Where nobody is, every active owner
 * counts, so that the one who is to claim the account first is not lost before that.
 */
export const isActingOwner = Prisma.sql`(u.role = 'owner' and u.status = 'active' and (u.registered_at is not null
  or not exists (select 1 from users o
    where o.role = 'owner' and o.status = 'active' and o.registered_at is not null)))`
