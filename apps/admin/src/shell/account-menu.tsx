import { Menu, useMantineColorScheme } from '@mantine/core'
import { UserMenu, useNavigate } from '@rollcall/ui'
import { ROLE_LABELS } from '@rollcall/vocabulary'
import { CircleUserRound, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useMe } from '../lib/permissions.tsx'
import { useSignOut } from './use-sign-out.ts'

const THEMES = [
  { value: 'light', label: 'Light theme', Icon: Sun },
  { value: 'dark', label: 'Dark theme', Icon: Moon },
  { value: 'auto', label: 'Same theme as the system', Icon: Monitor },
] as const

export function AccountMenu() {
  const me = useMe()
  const navigate = useNavigate()
  const signOut = useSignOut()
  return (
    <UserMenu name={me.name} detail={`${me.email ?? 'No email'} · ${ROLE_LABELS[me.role]}`}>
      <Menu.Item leftSection={<CircleUserRound size={16} aria-hidden />} onClick={() => navigate('/profile')}>
        My profile
      </Menu.Item>
      <Menu.Divider />
      <ThemeChoice />
      <Menu.Divider />
      <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void signOut()}>
        Sign out
      </Menu.Item>
    </UserMenu>
  )
}

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(toTheme(value))}>
      {THEMES.map(({ value, label, Icon }) => (
        <Menu.RadioItem key={value} value={value} rightSection={<Icon size={16} aria-hidden />}>
          {label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

function toTheme(value: string) {
  return THEMES.find((theme) => theme.value === value)?.value ?? 'auto'
}
