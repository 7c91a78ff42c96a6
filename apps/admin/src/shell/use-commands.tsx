import { useMantineColorScheme } from '@mantine/core'
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'
import { useNavigate } from '@rollcall/ui'
import { may, type ConnectionView, type Role } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import {
  KeyRound,
  LogOut,
  MailOpen,
  Monitor,
  Moon,
  Plug,
  RefreshCw,
  Send,
  ShieldCheck,
  Sun,
  Wallet,
  UserPlus,
  UserRoundPlus,
  type LucideIcon,
} from 'lucide-react'
import { toConnectionHref } from '../lib/connection-href.ts'
import { useMay, useMe } from '../lib/permissions.tsx'
import { useTRPC } from '../lib/trpc.ts'
import {
  EMAIL_PAGE,
  FIND_PAGE,
  MAILINGS_PAGE,
  MAIN_PAGES,
  PROFILE_PAGE,
  SETTINGS_PAGES,
  toVisible,
  WALLET_PAGE,
  type Destination,
} from './navigation.ts'
import { useSignOut } from './use-sign-out.ts'

/** The pages and actions that this role has, grouped for the palette. */
export function useCommands(): SpotlightActionGroupData[] {
  const { role } = useMe()
  const navigate = useNavigate()
  const connections = useConnections()
  const account = useAccountCommands()
  const pages = toVisible(
    [...MAIN_PAGES, FIND_PAGE, MAILINGS_PAGE, ...SETTINGS_PAGES, EMAIL_PAGE, WALLET_PAGE, PROFILE_PAGE],
    role,
  )
  const demo = useDemoCommands()
  const actions = [...toActions(role, connections, navigate), ...demo]
  return [
    { group: 'Pages', actions: pages.map((page) => toPageAction(page, navigate)) },
    ...(actions.length > 0 ? [{ group: 'Actions', actions }] : []),
    { group: 'You', actions: account },
  ]
}

function useConnections(): readonly ConnectionView[] {
  const trpc = useTRPC()
  const enabled = useMay('connections.read')
  const { data } = useQuery({ ...trpc.connections.list.queryOptions(), enabled, staleTime: 60_000 })
  return data ?? []
}

/** The demo catches its own email and brings its own wallet. */
function useDemoCommands(): SpotlightActionData[] {
  const trpc = useTRPC()
  const navigate = useNavigate()
  const { data } = useQuery({ ...trpc.instance.get.queryOptions(), staleTime: Infinity })
  if (!data?.demo) return []
  return [
    command('Open the demo mailbox', MailOpen, () => navigate('/demo/mailbox')),
    command('Open the demo wallet', Wallet, () => navigate('/demo/wallet')),
  ]
}

function useAccountCommands(): SpotlightActionData[] {
  const { setColorScheme } = useMantineColorScheme()
  const signOut = useSignOut()
  return [
    command('Use the light theme', Sun, () => setColorScheme('light')),
    command('Use the dark theme', Moon, () => setColorScheme('dark')),
    command('Use the same theme as the system', Monitor, () => setColorScheme('auto')),
    command('Sign out', LogOut, () => void signOut()),
  ]
}

function toActions(role: Role, connections: readonly ConnectionView[], navigate: (href: string) => void) {
  const actions: SpotlightActionData[] = []
  for (const connection of connections) {
    const name = connection.displayName
    const page = toConnectionHref(connection)
    if (connection.kind === 'scim') {
      actions.push(command(`Provisioning from ${name}`, UserRoundPlus, () => navigate(page), connection.id))
      continue
    }
    if (may(role, 'runs.start')) {
      actions.push(
        command(
          `Sync users from ${name}`,
          RefreshCw,
          () => navigate(`/sync/${connection.id}`),
          connection.id,
        ),
      )
    }
    if (may(role, 'connections.check')) {
      actions.push(
        command(`Check the connection to ${name}`, ShieldCheck, () => navigate(page), connection.id),
      )
    }
  }
  if (may(role, 'connections.edit')) {
    actions.push(
      command('Connect Microsoft Entra ID', Plug, () => navigate('/settings/integrations/entra/new')),
      command('Set up SCIM provisioning', UserRoundPlus, () => navigate('/settings/integrations/scim/new')),
    )
  }
  if (may(role, 'mailings.start')) {
    actions.push(command('Send claim links', Send, () => navigate('/users?tab=unclaimed')))
  }
  if (may(role, 'invitations.edit')) {
    actions.push(command('Invite person', UserPlus, () => navigate('/invitations?invite=true')))
  }
  if (may(role, 'keys.edit')) {
    actions.push(command('Create API key', KeyRound, () => navigate('/settings/keys?create=true')))
  }
  return actions
}

function toPageAction(page: Destination, navigate: (href: string) => void): SpotlightActionData {
  return { ...command(page.label, page.icon, () => navigate(page.href)), description: page.description }
}

function command(label: string, Icon: LucideIcon, onClick: () => void, key = ''): SpotlightActionData {
  return { id: `${label} ${key}`, label, onClick, leftSection: <Icon size={18} aria-hidden /> }
}
