import { PageSkeleton } from '@rollcall/ui'
import { createRoute, notFound, useLocation } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import * as z from 'zod'
import { rootRoute } from './root.tsx'

/** The wallet's protocol and its cryptography are fetched only by whoever opens this page. */
const DemoWalletPage = lazy(async () => {
  const { DemoWalletPage: page } = await import('../features/demo-wallet/demo-wallet-page.tsx')
  return { default: page }
})

export const demoWalletRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/demo/wallet',
  validateSearch: z.object({
    link: z.string().optional().catch(undefined),
    for: z.enum(['claim', 'login']).optional().catch(undefined),
  }),
  loader: async ({ context: { queryClient, trpc } }) => {
    const instance = await queryClient.fetchQuery(trpc.instance.get.queryOptions())
    if (!instance.demo) throw notFound()
  },
  component: DemoWalletRoute,
})

function DemoWalletRoute() {
  const navigate = demoWalletRoute.useNavigate()
  const href = useLocation({ select: (location) => location.href })
  return (
    <Suspense fallback={<PageSkeleton shape="form" />}>
      <DemoWalletPage
        key={href}
        address={window.location.href}
        onHandled={() => void navigate({ search: {}, hash: '', replace: true })}
      />
    </Suspense>
  )
}
