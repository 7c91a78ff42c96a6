import { createRoute, redirect } from '@tanstack/react-router'
import type { MeView } from '@rollcall/vocabulary'
import { toProblem } from '../lib/problem.ts'
import { AppShell } from '../shell/app-shell.tsx'
import { FrameSkeleton } from '../shell/frame-skeleton.tsx'
import { rootRoute, type RouterContext } from './root.tsx'

/** The signed-in frame. Every page below it may rely on `context.me`. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: async ({ context, location }) => ({ me: await loadMe(context, location.href) }),
  pendingComponent: FrameSkeleton,
  component: AppPage,
})

function AppPage() {
  const { me } = appRoute.useRouteContext()
  return <AppShell me={me} />
}

async function loadMe({ queryClient, trpc }: RouterContext, href: string): Promise<MeView> {
  try {
    return await queryClient.fetchQuery({ ...trpc.me.get.queryOptions(), staleTime: 30_000, retry: false })
  } catch (error) {
    if (toProblem(error).code !== 'unauthenticated') throw error
  }
  const instance = await queryClient.fetchQuery(trpc.instance.get.queryOptions())
  if (instance.needsSetup) throw redirect({ to: '/setup' })
  throw redirect({ to: '/sign-in', search: href === '/' ? {} : { next: href } })
}
