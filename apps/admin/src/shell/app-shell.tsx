import { Badge } from '@mantine/core'
import { AppFrame, SearchButton, ThemeSwitch } from '@rollcall/ui'
import type { MeView } from '@rollcall/vocabulary'
import { openSpotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import { FlaskConical } from 'lucide-react'
import { MeProvider, useMay, useMe } from '../lib/permissions.tsx'
import { useTRPC } from '../lib/trpc.ts'
import { AccountMenu } from './account-menu.tsx'
import { ActiveRun } from './active-run.tsx'
import { BrandMark } from './brand-mark.tsx'
import { CommandPalette } from './command-palette.tsx'
import { toNavSections } from './navigation.ts'
import { RouteAnnouncer } from './route-announcer.tsx'

/** The frame around every page of someone who is signed in. */
export function AppShell({ me }: { me: MeView }) {
  return (
    <MeProvider me={me}>
      <Frame />
      <CommandPalette />
      <RouteAnnouncer />
    </MeProvider>
  )
}

function Frame() {
  const me = useMe()
  const path = useLocation({ select: (location) => location.pathname })
  const conflicts = useOpenConflicts()
  const brand = { name: 'Rollcall', href: '/', logo: <BrandMark />, badge: <DemoBadge /> }
  return (
    <AppFrame
      brand={brand}
      nav={toNavSections(me.role, path, conflicts)}
      navBottom={useMay('runs.read') ? <ActiveRun /> : null}
      search={<SearchButton onOpen={openSpotlight} />}
      tools={<ThemeSwitch />}
      userMenu={<AccountMenu />}
    >
      <Outlet />
    </AppFrame>
  )
}

function DemoBadge() {
  const trpc = useTRPC()
  const { data } = useQuery({ ...trpc.instance.get.queryOptions(), staleTime: Infinity })
  if (!data?.demo) return null
  return (
    <Badge leftSection={<FlaskConical size={12} aria-hidden />} title="Sample data; nothing here is real.">
      Demo tenant
    </Badge>
  )
}

function useOpenConflicts(): number {
  const trpc = useTRPC()
  const options = trpc.conflicts.list.queryOptions({ status: 'open', limit: 1 })
  const { data } = useQuery({ ...options, enabled: useMay('conflicts.read'), refetchInterval: 60_000 })
  return data?.total ?? 0
}
