import { PageSkeleton } from '@rollcall/ui'
import { createRouter } from '@tanstack/react-router'
import { parseSearch, stringifySearch } from '../lib/search-params.ts'
import { PageNotFound } from '../shell/page-not-found.tsx'
import { PageProblem } from '../shell/page-problem.tsx'
import type { RouterContext } from './root.tsx'
import { routeTree } from './tree.ts'

/** Search parameters stay plain text, so that addresses can be read, typed and shared; schemas turn them into values. */
export function createAppRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    parseSearch,
    stringifySearch,
    defaultErrorComponent: PageProblem,
    defaultNotFoundComponent: PageNotFound,
    defaultPendingComponent: PageSkeleton,
    defaultPendingMs: 150,
    defaultPendingMinMs: 200,
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
