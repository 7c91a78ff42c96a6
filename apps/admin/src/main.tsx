import { UiProvider } from '@rollcall/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as z from 'zod'
import { ForbiddenError } from './lib/permissions.tsx'
import { toProblem } from './lib/problem.ts'
import { createQueryClient } from './lib/query-client.ts'
import { createApiClient, createTrpc, TRPCProvider } from './lib/trpc.ts'
import { createAppRouter } from './routes/router.tsx'

// The content security policy forbids code made from text, which is how zod speeds itself up otherwise.
z.config({ jitless: true })

const queryClient = createQueryClient(endSession)
const client = createApiClient()
const trpc = createTrpc(client, queryClient)
const router = createAppRouter({ queryClient, trpc })

/** The session ended elsewhere: forget who was signed in, and let the frame's guard lead to the sign-in page. */
function endSession() {
  const queryKey = trpc.me.get.queryKey()
  if (queryClient.getQueryData(queryKey) === undefined) return
  queryClient.removeQueries({ queryKey })
  void router.invalidate()
}

/** Failures that have a page of their own are not faults of the program and do not belong in the browser's log. */
function reportUnexpected(error: unknown) {
  if (error instanceof ForbiddenError || toProblem(error).code !== 'internal') return
  reportError(error)
}

const root = document.getElementById('root')
if (!root) throw new Error('The page has no element with the id "root".')

createRoot(root, { onCaughtError: reportUnexpected }).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        <UiProvider navigate={(href) => router.history.push(href)}>
          <RouterProvider router={router} />
        </UiProvider>
      </TRPCProvider>
    </QueryClientProvider>
  </StrictMode>,
)
