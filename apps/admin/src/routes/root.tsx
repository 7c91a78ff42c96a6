import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import type { Trpc } from '../lib/trpc.ts'

/** What every loader may use. */
export interface RouterContext {
  queryClient: QueryClient
  trpc: Trpc
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet })
