import type { ReactNode } from 'react'
import { UiLink } from '../theme/ui-link.tsx'
import { avatarIndex, toInitials } from './initials.ts'
import classes from './person-cell.module.css'

export interface PersonAvatarProps {
  name: string
  /** Diameter in pixels. */
  size?: number
}

/** Initials on a colour that stays the same for the same name. Decorative: the name always stands beside it. */
export function PersonAvatar({ name, size = 32 }: PersonAvatarProps) {
  const index = avatarIndex(name)
  const style = {
    width: size,
    height: size,
    fontSize: Math.round(size * 0.38),
    background: `var(--ui-avatar-${index}-bg)`,
    color: `var(--ui-avatar-${index}-fg)`,
  }
  return (
    <span className={classes.avatar} style={style} aria-hidden="true">
      {toInitials(name)}
    </span>
  )
}

export interface PersonCellProps {
  name: string
  /** Second line: UPN or email. */
  detail?: ReactNode
  href?: string
  size?: number
  /** Shown after the name, for example a badge. */
  badge?: ReactNode
}

/** A person as avatar, name and second line. Long text is cut at the end and readable on hover. */
export function PersonCell({ name, detail, href, size = 32, badge }: PersonCellProps) {
  const title = typeof detail === 'string' ? detail : undefined
  return (
    <span className={classes.root}>
      <PersonAvatar name={name} size={size} />
      <span className={classes.lines}>
        <span className={classes.first}>
          <span className={classes.name} title={name}>
            {href ? (
              <UiLink href={href} className={classes.link}>
                {name}
              </UiLink>
            ) : (
              name
            )}
          </span>
          {badge}
        </span>
        {detail ? (
          <span className={classes.detail} title={title}>
            {detail}
          </span>
        ) : null}
      </span>
    </span>
  )
}
