import { type Actor, mayManageRole, type Role, ROLE_LABELS, type UserStatus } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'

/** Someone whose capabilities are to change. */
export interface Holder {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly status: UserStatus
  readonly registered: boolean
}

/** Nobody decides over the capabilities of someone above themselves. */
export function refuseHolder(holder: Pick<Holder, 'role'>, asker: Role): void {
  if (mayManageRole(asker, holder.role)) return
  const message = `${ROLE_LABELS[asker]}s cannot change what ${ROLE_LABELS[holder.role].toLowerCase()}s may do. Ask someone with a higher role.`
  throw new DirectoryError('forbidden', message)
}

/** Who may be given a capability, and by whom: only people who claimed their account, and nobody but owners themselves. */
export function refuseGrant(holder: Holder, asker: { role: Role; actor: Actor }): void {
  refuseHolder(holder, asker.role)
  if (asker.role !== 'owner' && asker.actor.kind === 'user' && asker.actor.id === holder.id) {
    throw new DirectoryError(
      'forbidden',
      'You cannot grant yourself a capability. Ask someone else who may grant it.',
    )
  }
  if (!holder.registered) {
    throw new DirectoryError(
      'not_claimed',
      `${holder.name} has not claimed the account yet, so it cannot hold capabilities. Show them a QR or send a claim link first.`,
    )
  }
  if (holder.status !== 'active') {
    const message = `${holder.name} is disabled. Enable the account, then grant it.`
    throw new DirectoryError('conflict', message)
  }
}
