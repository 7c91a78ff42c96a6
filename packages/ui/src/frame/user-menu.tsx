import { Menu, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { PersonAvatar } from '../text/person-cell.tsx'
import classes from './user-menu.module.css'

export interface UserMenuProps {
  name: string
  /** Second line: email or role. */
  detail?: string
  /** `Menu.Item`s. */
  children: ReactNode
}

/** The signed-in person's avatar and what they can do about themselves. */
export function UserMenu({ name, detail, children }: UserMenuProps) {
  return (
    <Menu position="bottom-end" width={248}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={`Account menu of ${name}`}>
          <PersonAvatar name={name} size={34} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <div className={classes.name}>{name}</div>
          {detail ? <div className={classes.detail}>{detail}</div> : null}
        </div>
        <Menu.Divider />
        {children}
      </Menu.Dropdown>
    </Menu>
  )
}
