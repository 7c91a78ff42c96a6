import { CopyButton, LinkButton, Panel } from '@rollcall/ui'
import type { Cloud } from '@rollcall/vocabulary'
import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { CertificateGuide } from './certificate-guide.tsx'
import { PermissionTable } from './permission-table.tsx'
import { toGuideLinks } from './portal-links.ts'
import classes from './setup-guide.module.css'

export interface SetupGuideProps {
  cloud: Cloud
  /** Known once it was entered; links then lead straight to the application's pages. */
  clientId: string | null
}

/** What to do in Microsoft Entra, in order, with what to copy and where to click. */
export function SetupGuide({ cloud, clientId }: SetupGuideProps) {
  const links = toGuideLinks(cloud, clientId)
  return (
    <Panel
      title="Setup guide"
      description="Five steps in the Microsoft Entra admin center. You need a role that may register applications and grant consent."
    >
      <ol className={classes.steps}>
        <Step
          title="Register an application"
          link={{ label: 'Open App registrations', href: links.appRegistrations }}
        >
          Choose <b>New registration</b> and name it, for example <Copyable text="Rollcall" />. Under
          supported account types keep <b>Accounts in this organizational directory only</b>. Leave the
          redirect URI empty.
        </Step>
        <Step title="Copy two IDs">
          The application’s <b>Overview</b> shows the <b>Application (client) ID</b> and the{' '}
          <b>Directory (tenant) ID</b>. The Object ID beside them is not needed.
        </Step>
        <Step title="Add two permissions" link={toLink('Open API permissions', links.permissions)}>
          Under <b>API permissions</b> choose <b>Add a permission</b>, <b>Microsoft Graph</b>, then{' '}
          <b>Application permissions</b>, not Delegated: syncs run while nobody is signed in.
          <PermissionTable />
        </Step>
        <Step title="Grant admin consent">
          On the same page press <b>Grant admin consent</b>. Both rows must then show a green <b>Granted</b>.
          Without it Microsoft answers every request with <i>Insufficient privileges</i>.
        </Step>
        <Step title="Create a client secret" link={toLink('Open Certificates & secrets', links.credentials)}>
          Under <b>Certificates & secrets</b> choose <b>New client secret</b>. Copy its <b>Value</b> at once:
          Microsoft shows it only now. The <b>Secret ID</b> beside it does not work. A certificate works
          instead of a secret; it is made and uploaded like this:
          <CertificateGuide cloud={cloud} clientId={clientId} />
        </Step>
      </ol>
    </Panel>
  )
}

interface StepProps {
  title: string
  link?: { label: string; href: string } | undefined
  children: ReactNode
}

function Step({ title, link, children }: StepProps) {
  return (
    <li className={classes.step}>
      <h3 className={classes.title}>{title}</h3>
      <div className={classes.text}>{children}</div>
      {link ? (
        <LinkButton
          href={link.href}
          target="_blank"
          variant="default"
          size="compact-sm"
          className={classes.link}
          rightSection={<ExternalLink size={13} aria-hidden />}
        >
          {link.label}
        </LinkButton>
      ) : null}
    </li>
  )
}

function Copyable({ text }: { text: string }) {
  return (
    <span className={classes.copyable}>
      <span className="ui-mono">{text}</span>
      <CopyButton value={text} label={`Copy ${text}`} />
    </span>
  )
}

function toLink(label: string, href: string | null): StepProps['link'] {
  return href === null ? undefined : { label, href }
}
