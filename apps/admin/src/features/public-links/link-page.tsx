import { Button, Skeleton, Stack } from '@mantine/core'
import { LinkButton } from '@rollcall/ui'
import type { ClaimId, PublicLinkView } from '@rollcall/vocabulary'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { usePageTitle } from '../../lib/page-title.ts'
import { toProblem } from '../../lib/problem.ts'
import { openLinkQr } from '../../lib/session.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { PublicFrame } from '../../shell/public-frame.tsx'
import { useBrowserQr } from '../../shell/qr/use-browser-qr.ts'
import { LinkClaimed } from './link-claimed.tsx'
import { LinkOpen } from './link-open.tsx'
import { toEndedWords } from './link-words.ts'

export interface LinkPageProps {
  token: string
  kind: PublicLinkView['kind']
  /** The QR this browser has opened with the link; kept in the address, so that a reload finds it again. */
  session: ClaimId | undefined
  onSession: (id: ClaimId) => void
}

/** The page behind a link in an email: whose account it is, the QR to claim it with, and why a dead link is dead. */
export function LinkPage({ token, kind, session: id, onSession }: LinkPageProps) {
  usePageTitle(kind === 'claim' ? 'Claim your account' : 'Your invitation')
  const trpc = useTRPC()
  const link = useQuery({ ...trpc.wallet.link.queryOptions({ token }), retry: false })
  const qr = useBrowserQr({ id, onId: onSession, open })
  /** A refusal may mean that the link has ended meanwhile; then the page says why. */
  async function open() {
    try {
      return await openLinkQr(token)
    } catch (error) {
      void link.refetch()
      throw error
    }
  }
  if (qr.session?.status === 'done') return <LinkClaimed session={qr.session} />
  if (link.isPending || qr.restoring) return <LinkSkeleton />
  if (link.isError) return <LinkProblem link={link} />
  if (link.data.state === 'open') return <LinkOpen link={link.data} qr={qr} />
  const words = toEndedWords(link.data.state, link.data.sentBy)
  return (
    <PublicFrame title={words.title} description={words.text}>
      {link.data.state === 'spent' ? <LinkButton href="/sign-in">Sign in</LinkButton> : null}
    </PublicFrame>
  )
}

function LinkSkeleton() {
  return (
    <PublicFrame title="One moment" description="Looking at your link.">
      <Stack gap="md" aria-busy="true">
        <Skeleton height={44} radius="md" />
        <Skeleton height={14} width="70%" radius="sm" />
        <Skeleton height={36} radius="md" />
      </Stack>
    </PublicFrame>
  )
}

const UNKNOWN_CODES: readonly string[] = ['not_found', 'link_ended', 'invalid_input']

/** A link that nobody knows, or a server that does not answer. */
function LinkProblem({ link }: { link: UseQueryResult<PublicLinkView, unknown> }) {
  const problem = toProblem(link.error)
  if (UNKNOWN_CODES.includes(problem.code)) {
    return (
      <PublicFrame
        title="This link leads nowhere"
        description="It is incomplete, or it was never one of ours. Open it from the message again without changing it, or ask whoever sent it to you for a new one."
      >
        {null}
      </PublicFrame>
    )
  }
  return (
    <PublicFrame title="Your link could not be read" description={problem.message}>
      <Button loading={link.isFetching} onClick={() => void link.refetch()}>
        Try again
      </Button>
    </PublicFrame>
  )
}
