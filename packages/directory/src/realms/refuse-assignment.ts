import { may, type Role } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'

/** Support staff place people who have not claimed yet; who has claimed is for managers. */
export function refuseAssignment(holder: Role, people: readonly { registeredAt: Date | null }[]): void {
  if (may(holder, 'realms.edit')) return
  if (!may(holder, 'realms.assignUnclaimed')) {
    throw new DirectoryError('forbidden', 'Your role does not allow changing who is in a realm.')
  }
  if (people.every((person) => person.registeredAt === null)) return
  throw new DirectoryError(
    'forbidden',
    'Operators can only change the realms of people who have not claimed their account. Ask a manager for the others.',
  )
}
