import { Callout, LinkButton, Page, PageHeader, Panel, StatusBadge } from '@rollcall/ui'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { MailOpen } from 'lucide-react'
import { usePageTitle } from '../../lib/page-title.ts'
import { useTRPC } from '../../lib/trpc.ts'
import classes from './email-settings-page.module.css'
import { RemoveSmtp } from './remove-smtp.tsx'
import { toSmtpLook } from './smtp-look.ts'
import { SmtpForm } from './smtp-form.tsx'
import { toSmtpValues } from './smtp-values.ts'
import { TestPanel } from './test-panel.tsx'
import { useSmtpForm } from './use-smtp-form.ts'
import { useTestSmtp } from './use-test-smtp.ts'

/** How email leaves this server, tried out before it is relied on. */
export function EmailSettingsPage() {
  usePageTitle('Email (SMTP)')
  const trpc = useTRPC()
  const { smtp } = useSuspenseQuery(trpc.smtp.get.queryOptions()).data
  const look = toSmtpLook(smtp)
  // The outcome of a test outlives the form, which starts over when something was saved.
  const test = useTestSmtp()
  return (
    <Page>
      <PageHeader
        title="Email (SMTP)"
        breadcrumbs={[{ label: 'Integrations', href: '/settings/integrations' }, { label: 'Email (SMTP)' }]}
        meta={<StatusBadge tone={look.tone}>{look.word}</StatusBadge>}
        description="Claim links and invitations are sent through your mail server."
        actions={<OpenMailbox />}
      />
      <EmailSettings
        key={JSON.stringify([toSmtpValues(smtp), smtp?.hasPassword, smtp?.updatedAt])}
        smtp={smtp}
        test={test}
      />
    </Page>
  )
}

interface EmailSettingsProps {
  smtp: Parameters<typeof toSmtpValues>[0]
  test: ReturnType<typeof useTestSmtp>
}

function EmailSettings({ smtp, test }: EmailSettingsProps) {
  const form = useSmtpForm(smtp)
  return (
    <div className={classes.columns}>
      <Panel title="Mail server" description="Where messages are handed over, and who they come from.">
        {smtp === null ? (
          <div className={classes.notice}>
            <Callout tone="info" title="Nobody can be written to yet">
              Until a mail server is saved here, people claim their account by a QR that staff show them.
            </Callout>
          </div>
        ) : null}
        <SmtpForm form={form} stored={smtp} />
      </Panel>
      <div className={classes.side}>
        <TestPanel form={form} stored={smtp} test={test} />
        {smtp === null ? null : <RemoveSmtp host={smtp.host} />}
      </div>
    </div>
  )
}

/** In the demo, messages can be read as soon as they are sent. */
function OpenMailbox() {
  const trpc = useTRPC()
  const { data } = useQuery({ ...trpc.instance.get.queryOptions(), staleTime: Infinity })
  if (!data?.demo) return null
  return (
    <LinkButton variant="default" href="/demo/mailbox" leftSection={<MailOpen size={16} aria-hidden />}>
      Open mailbox
    </LinkButton>
  )
}
