import { claimId } from '@rollcall/vocabulary'
import { createRoute, redirect } from '@tanstack/react-router'
import * as z from 'zod'
import { SignInPage } from '../features/session/sign-in-page.tsx'
import { WalletSignIn } from '../features/wallet-sign-in/wallet-sign-in.tsx'
import { rootRoute } from './root.tsx'

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({
    next: z.string().startsWith('/').optional().catch(undefined),
    session: claimId.optional().catch(undefined),
  }),
  loader: async ({ context: { queryClient, trpc } }) => {
    const instance = await queryClient.fetchQuery(trpc.instance.get.queryOptions())
    if (instance.needsSetup) throw redirect({ to: '/setup' })
    return instance
  },
  component: SignInRoute,
})

function SignInRoute() {
  const { next, session } = signInRoute.useSearch()
  const navigate = signInRoute.useNavigate()
  return (
    <SignInPage
      instance={signInRoute.useLoaderData()}
      next={next}
      scanning={session !== undefined}
      onLeaveScan={() => void navigate({ search: { next }, replace: true })}
      renderWallet={(onEnter) => (
        <WalletSignIn
          session={session}
          onSession={(id) => void navigate({ search: { next, session: id }, replace: true })}
          onEnter={onEnter}
        />
      )}
    />
  )
}
