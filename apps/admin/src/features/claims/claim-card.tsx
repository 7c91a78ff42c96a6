import { Skeleton, Stack } from '@mantine/core'
import { Panel } from '@rollcall/ui'
import { isLiveWallet, type UserDetailView } from '@rollcall/vocabulary'
import { useState } from 'react'
import { useKeepFocus } from '../../shell/qr/use-keep-focus.ts'
import { QueryPart } from '../../shell/query-part.tsx'
import classes from './claim-card.module.css'
import { ClaimDone } from './claim-done.tsx'
import { ClaimQr, CloseQr } from './claim-qr.tsx'
import { ClaimStart } from './claim-start.tsx'
import { OpenElsewhere } from './open-elsewhere.tsx'
import { SentLinks } from './sent-links.tsx'
import { useClaim, type PersonClaim } from './use-claim.ts'

/**
 * The one next step of a person who has not claimed: a QR to scan, or a link by email. After the claim it says so until
 * it is dismissed.
 */
export function ClaimCard({ user }: { user: UserDetailView }) {
  const claim = useClaim(user.id)
  const { session } = claim
  const [dismissed, setDismissed] = useState(false)
  const claimed = user.registeredAt !== null || (claim.witnessed && session?.status === 'done')
  const card = useKeepFocus<HTMLDivElement>()
  if (claimed && dismissed) return null
  const open = session?.mine && isLiveWallet(session.status) ? session : null
  return (
    <div ref={card} tabIndex={-1} className={classes.card}>
      <Panel
        title={claimed ? 'Claimed' : 'Claim'}
        actions={open ? <CloseQr session={open} claim={claim} /> : null}
      >
        {claimed ? (
          <ClaimDone user={user} session={session} onDismiss={() => setDismissed(true)} />
        ) : (
          <NextStep user={user} claim={claim} />
        )}
      </Panel>
    </div>
  )
}

function NextStep({ user, claim }: { user: UserDetailView; claim: PersonClaim }) {
  return (
    <QueryPart query={claim.query} skeleton={<CardSkeleton />} failed="The claim could not be loaded">
      {({ qrBlocked, emailBlocked, links }) => (
        <Stack gap="md">
          <Step user={user} claim={claim} qrBlocked={qrBlocked} emailBlocked={emailBlocked} />
          <SentLinks links={links} />
        </Stack>
      )}
    </QueryPart>
  )
}

interface StepProps {
  user: UserDetailView
  claim: PersonClaim
  qrBlocked: string | null
  emailBlocked: string | null
}

/** Where the claim stands decides what is offered. The end of a QR is shown to whoever saw it open. */
function Step({ user, claim, qrBlocked, emailBlocked }: StepProps) {
  const { session } = claim
  const live = session !== null && isLiveWallet(session.status)
  if (session && live && !session.mine) return <OpenElsewhere session={session} claim={claim} />
  const ended = session?.mine && claim.witnessed && session.status !== 'cancelled'
  if (session && (live || ended)) return <ClaimQr session={session} claim={claim} />
  return <ClaimStart user={user} claim={claim} qrBlocked={qrBlocked} emailBlocked={emailBlocked} />
}

function CardSkeleton() {
  return (
    <Stack gap="md" aria-busy="true">
      <Skeleton height={14} width="80%" radius="sm" />
      <Skeleton height={36} radius="md" />
      <Skeleton height={36} radius="md" />
    </Stack>
  )
}
