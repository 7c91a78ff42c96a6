import { DirectoryError } from '@rollcall/directory'
import { PERMISSIONS, ROLE_LABELS, may, type Permission } from '@rollcall/vocabulary'
import type { Caller } from './caller.ts'

/** What a procedure or route asks of its caller: one permission, any sign-in, or nothing. */
export type Access = Permission | 'signed_in' | 'public'

/**
 * The one place that says yes or no, for the console and for REST.
 * Throws `DirectoryError` with `unauthenticated` when nobody is signed in and `forbidden` when the role is too low.
 */
export function authorize(access: Access, caller: Caller | null): void {
  if (access === 'public') return
  if (!caller) {
    throw new DirectoryError(
      'unauthenticated',
      'You are not signed in, or your session has ended. Sign in and try again.',
    )
  }
  if (access === 'signed_in' || may(caller.role, access)) return
  const needed = ROLE_LABELS[PERMISSIONS[access]]
  throw new DirectoryError(
    'forbidden',
    `Your role, ${ROLE_LABELS[caller.role]}, does not allow this. It needs the role ${needed} or higher.`,
  )
}
