import { PageSkeleton } from '@rollcall/ui'
import { createRoute, notFound } from '@tanstack/react-router'
import { MailboxPage } from '../features/demo-mailbox/mailbox-page.tsx'
import { mailboxSearch } from '../features/demo-mailbox/mailbox-search.ts'
import { rootRoute } from './root.tsx'

export const demoMailboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/demo/mailbox',
  validateSearch: mailboxSearch,
  loader: async ({ context: { queryClient, trpc } }) => {
    const instance = await queryClient.fetchQuery(trpc.instance.get.queryOptions())
    if (!instance.demo) throw notFound()
  },
  pendingComponent: () => <PageSkeleton shape="detail" />,
  component: DemoMailboxRoute,
})

function DemoMailboxRoute() {
  return <MailboxPage search={demoMailboxRoute.useSearch()} />
}
