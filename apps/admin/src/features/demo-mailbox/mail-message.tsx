import { SegmentedControl } from '@mantine/core'
import { EmptyState, formatExactTime, LinkButton } from '@rollcall/ui'
import type { CaughtEmailView } from '@rollcall/vocabulary'
import { ChevronLeft, MailOpen } from 'lucide-react'
import { useState } from 'react'
import { toFrameHtml } from './mail-frame.ts'
import classes from './mailbox-page.module.css'

export interface MailMessageProps {
  email: CaughtEmailView | undefined
  /** True when the address names a message that is no longer kept. */
  gone: boolean
}

/** One message, as its HTML or its plain text. */
export function MailMessage({ email, gone }: MailMessageProps) {
  if (!email) {
    return (
      <div className={classes.none}>
        <EmptyState
          icon={MailOpen}
          title={gone ? 'This message is no longer kept' : 'Choose a message'}
          text={
            gone
              ? 'The mailbox starts empty with every start of the demo, and keeps the newest messages.'
              : undefined
          }
        />
      </div>
    )
  }
  return <Message key={email.id} email={email} />
}

function Message({ email }: { email: CaughtEmailView }) {
  const [view, setView] = useState('html')
  const { html } = email
  return (
    <article className={classes.message} aria-labelledby="open-message">
      <div className={classes.back}>
        <LinkButton
          variant="subtle"
          size="compact-sm"
          href="/demo/mailbox"
          leftSection={<ChevronLeft size={14} aria-hidden />}
        >
          All messages
        </LinkButton>
      </div>
      <div className={classes.messageHead}>
        <h2 id="open-message" className={classes.messageTitle}>
          {email.subject}
        </h2>
        {html === null ? null : (
          <SegmentedControl
            size="xs"
            aria-label="Show the message as"
            value={view}
            onChange={setView}
            data={[
              { value: 'html', label: 'Formatted' },
              { value: 'text', label: 'Plain text' },
            ]}
          />
        )}
      </div>
      <dl className={classes.facts}>
        <dt>To</dt>
        <dd>{email.to.join(', ')}</dd>
        <dt>From</dt>
        <dd>{email.from}</dd>
        <dt>Arrived</dt>
        <dd>{formatExactTime(new Date(email.receivedAt))}</dd>
      </dl>
      {html !== null && view === 'html' ? (
        <iframe
          className={classes.frame}
          title={`Message: ${email.subject}`}
          srcDoc={toFrameHtml(html)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      ) : (
        <PlainText text={email.text} />
      )}
    </article>
  )
}

/** Addresses can be followed, as mail programs make them. */
function PlainText({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>]+)/)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long message is scrolled by keyboard
    <section className={classes.plain} tabIndex={0} aria-label="Message as plain text">
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          // oxlint-disable-next-line react/no-array-index-key -- the text of a message never changes
          <a key={index} href={part} target="_blank" rel="noreferrer" className={classes.address}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </section>
  )
}
