import { Button, Text } from '@mantine/core'
import { ConfirmDialog, RelativeTime, StatusBadge } from '@rollcall/ui'
import type { EmailedClaimView } from '@rollcall/vocabulary'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Allowed } from '../../lib/permissions.tsx'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { isLiveLink, toLinkLook } from './link-look.ts'
import classes from './sent-links.module.css'
import { useRefreshPeople } from './use-refresh-people.ts'

/** Links that were emailed to the person, newest first; nothing when there was none. */
export function SentLinks({ links }: { links: readonly EmailedClaimView[] }) {
  const titleId = useId()
  if (links.length === 0) return null
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <h3 id={titleId} className={classes.title}>
        Sent links
      </h3>
      <ul className={classes.list}>
        {links.map((link) => (
          <SentLink key={link.id} link={link} />
        ))}
      </ul>
    </section>
  )
}

function SentLink({ link }: { link: EmailedClaimView }) {
  const look = toLinkLook(link.status)
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <span className={classes.email} title={link.email}>
          {link.email}
        </span>
        <StatusBadge tone={look.tone} busy={look.busy}>
          {look.word}
        </StatusBadge>
      </div>
      <Text size="xs" c="dimmed">
        By {link.sentBy}, <RelativeTime value={link.sentAt ?? link.createdAt} />
        {isLiveLink(link.status) ? (
          <>
            {' · ends '}
            <RelativeTime value={link.expiresAt} />
          </>
        ) : null}
      </Text>
      {link.problem ? <p className={classes.problem}>{link.problem}</p> : null}
      {isLiveLink(link.status) ? (
        <Allowed permission="claims.sendEmail">
          <RevokeLink link={link} />
        </Allowed>
      ) : null}
    </li>
  )
}

function RevokeLink({ link }: { link: EmailedClaimView }) {
  const trpc = useTRPC()
  const refresh = useRefreshPeople()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation(
    trpc.claims.revokeLink.mutationOptions({
      onSuccess: () => toastDone(`The link to ${link.email} no longer works.`),
      onSettled: refresh,
    }),
  )
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        className={classes.revoke}
        aria-label={`Revoke link sent to ${link.email}`}
        onClick={() => setAsking(true)}
      >
        Revoke link
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => revoke.mutateAsync({ id: link.id })}
        title={`Revoke the link to ${link.email}?`}
        confirmLabel="Revoke link"
      >
        The link in that message stops working at once, and a QR opened with it closes. You can send a new one
        at any time.
      </ConfirmDialog>
    </>
  )
}
