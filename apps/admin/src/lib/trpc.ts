import type { AppRouter } from '@rollcall/api/router'
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client'
import { createTRPCContext, createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query'
import type { QueryClient } from '@tanstack/react-query'
import { CSRF_HEADERS, env } from './env.ts'

/** Query, mutation and subscription options of every procedure: `trpc.users.list.queryOptions(input)`. */
export type Trpc = TRPCOptionsProxy<AppRouter>

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export function createApiClient(): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url: env.trpcUrl }),
        false: httpBatchLink({ url: env.trpcUrl, headers: CSRF_HEADERS, maxURLLength: 4000 }),
      }),
    ],
  })
}

/** The same options for loaders, which run outside of components. */
export function createTrpc(client: TRPCClient<AppRouter>, queryClient: QueryClient): Trpc {
  return createTRPCOptionsProxy<AppRouter>({ client, queryClient })
}
