import { DirectoryError } from '../errors.ts'

/** Refuses when `userId` is the only one of the locked active owners. */
export function refuseLastOwner(activeOwnerIds: readonly string[], userId: string, what: string): void {
  if (activeOwnerIds.length > 1 || activeOwnerIds[0] !== userId) return
  throw new DirectoryError(
    'last_owner',
    `This is the last active owner, who cannot be ${what}. Make someone else an owner first.`,
  )
}
