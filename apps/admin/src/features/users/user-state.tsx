import { StatusBadge } from '@rollcall/ui'
import type { UserView } from '@rollcall/vocabulary'
import { BadgeCheck, CircleDashed, CircleSlash, LogOut } from 'lucide-react'

export type UserState = 'registered' | 'unclaimed' | 'disabled'

export function toUserState(user: Pick<UserView, 'status' | 'registeredAt'>): UserState {
  if (user.status === 'disabled') return 'disabled'
  return user.registeredAt === null ? 'unclaimed' : 'registered'
}

const LOOKS = {
  registered: { word: 'Registered', tone: 'success', icon: BadgeCheck },
  unclaimed: { word: 'Unclaimed', tone: 'neutral', icon: CircleDashed },
  disabled: { word: 'Disabled', tone: 'danger', icon: CircleSlash },
} as const

export function UserStateBadge({ user }: { user: Pick<UserView, 'status' | 'registeredAt'> }) {
  const { word, tone, icon } = LOOKS[toUserState(user)]
  return (
    <StatusBadge tone={tone} icon={icon}>
      {word}
    </StatusBadge>
  )
}

/** Marks people who are no longer in the directory; nothing for everyone else. */
export function LeftBadge({ leftAt }: { leftAt: string | null }) {
  if (leftAt === null) return null
  return (
    <StatusBadge tone="warning" icon={LogOut}>
      Left the directory
    </StatusBadge>
  )
}

/** People who have not claimed their account live at an address of their own. */
export function toUserHref(user: Pick<UserView, 'id' | 'registeredAt'>): string {
  return user.registeredAt === null ? `/users/unregistered/${user.id}` : `/users/${user.id}`
}
