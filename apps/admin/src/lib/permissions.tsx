import { may, PERMISSIONS, ROLE_LABELS, type MeView, type Permission } from '@rollcall/vocabulary'
import { createContext, useContext, type ReactNode } from 'react'

const MeContext = createContext<MeView | null>(null)

export function MeProvider({ me, children }: { me: MeView; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>
}

/** The signed-in person. Only for components below the signed-in frame. */
export function useMe(): MeView {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe is used outside of the signed-in frame.')
  return me
}

export function useMay(permission: Permission): boolean {
  return may(useMe().role, permission)
}

/** Why a control is not available, for `DisabledReason`; undefined when it is. */
export function useForbiddenReason(permission: Permission): string | undefined {
  const allowed = useMay(permission)
  return allowed ? undefined : toForbiddenReason(permission)
}

export function toForbiddenReason(permission: Permission): string {
  return `This needs the role ${ROLE_LABELS[PERMISSIONS[permission]]} or higher. Ask an owner to change your role.`
}

/** Shows its children only to people whose role may do this. */
export function Allowed({ permission, children }: { permission: Permission; children: ReactNode }) {
  return useMay(permission) ? children : null
}

export class ForbiddenError extends Error {
  override readonly name = 'ForbiddenError'
  readonly permission: Permission

  constructor(permission: Permission) {
    super(toForbiddenReason(permission))
    this.permission = permission
  }
}

/** `beforeLoad` of a page that needs a permission: others see the forbidden page, and no request is made. */
export function needs(permission: Permission) {
  return ({ context }: { context: { me: MeView } }): void => {
    if (!may(context.me.role, permission)) throw new ForbiddenError(permission)
  }
}
