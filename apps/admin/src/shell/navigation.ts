import type { NavSection } from '@rollcall/ui'
import { may, type Permission, type Role } from '@rollcall/vocabulary'
import {
  CircleUserRound,
  GitFork,
  History,
  KeyRound,
  LayoutDashboard,
  Mail,
  MailPlus,
  Plug,
  RefreshCw,
  Send,
  Split,
  Users,
  UserSearch,
  Wallet,
  type LucideIcon,
} from 'lucide-react'

export interface Destination {
  label: string
  href: string
  icon: LucideIcon
  /** Null: everyone who is signed in. */
  permission: Permission | null
  /** What the page answers, for the command palette. */
  description: string
}

export const MAIN_PAGES: readonly Destination[] = [
  page('Overview', '/', LayoutDashboard, 'overview.read', 'Numbers, health and what needs attention'),
  page('Users', '/users', Users, 'users.read', 'Everyone, registered and not claimed yet'),
  page('Invitations', '/invitations', MailPlus, 'invitations.read', 'People asked by email to join'),
  page('Realms', '/realms', GitFork, 'realms.read', 'Sets of people and how they got there'),
  page('Sync history', '/sync-runs', RefreshCw, 'runs.read', 'Every run and what it changed'),
  page('Conflicts', '/conflicts', Split, 'conflicts.read', 'People that need your decision'),
  page('Event log', '/events', History, 'events.read', 'Who did what, and when'),
]

export const SETTINGS_PAGES: readonly Destination[] = [
  page(
    'Integrations',
    '/settings/integrations',
    Plug,
    'connections.read',
    'Directories, email and the wallet',
  ),
  page('API keys', '/settings/keys', KeyRound, 'keys.read', 'Access for scripts and automation'),
]

/** Reached from other pages and the command palette; not in the navigation. */
export const FIND_PAGE = page(
  'Find anyone in the directory',
  '/directory-people',
  UserSearch,
  'users.read',
  'Why someone is here, or is not',
)

export const MAILINGS_PAGE = page(
  'Sent claim links',
  '/mailings',
  Send,
  'mailings.read',
  'How sending to several people went',
)

export const EMAIL_PAGE = page(
  'Email (SMTP)',
  '/settings/integrations/email',
  Mail,
  'settings.read',
  'The mail server that claim links and invitations go through',
)

export const WALLET_PAGE = page(
  'Wallet',
  '/settings/integrations/wallet',
  Wallet,
  'settings.read',
  'How wallets reach this server, and its fingerprint',
)

export const PROFILE_PAGE = page('My profile', '/profile', CircleUserRound, null, 'Your details and sessions')

/** The navigation of someone with this role, standing at this path. */
export function toNavSections(role: Role, path: string, openConflicts: number): NavSection[] {
  const main = toVisible(MAIN_PAGES, role)
  const items = main.length > 0 ? main : [PROFILE_PAGE]
  const settings = toVisible(SETTINGS_PAGES, role)
  const sections: NavSection[] = [{ items: items.map((item) => toItem(item, path, openConflicts)) }]
  if (settings.length > 0) {
    sections.push({ label: 'Server settings', items: settings.map((item) => toItem(item, path, 0)) })
  }
  return sections
}

export function toVisible(pages: readonly Destination[], role: Role): Destination[] {
  return pages.filter((item) => item.permission === null || may(role, item.permission))
}

function toItem(item: Destination, path: string, openConflicts: number) {
  const badge = item.href === '/conflicts' && openConflicts > 0 ? openConflicts : undefined
  return { label: item.label, href: item.href, icon: item.icon, active: isAt(item.href, path), badge }
}

/** A page is current for itself and everything below it; the wizard belongs to the sync history. */
export function isAt(href: string, path: string): boolean {
  if (href === '/') return path === '/'
  if (href === '/sync-runs' && path.startsWith('/sync/')) return true
  return path === href || path.startsWith(`${href}/`)
}

function page(
  label: string,
  href: string,
  icon: LucideIcon,
  permission: Permission | null,
  description: string,
): Destination {
  return { label, href, icon, permission, description }
}
