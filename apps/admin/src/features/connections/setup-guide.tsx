import { Panel } from '@rollcall/ui'
import type { Cloud } from '@rollcall/vocabulary'
import { Copyable, GuideStep, GuideSteps, type GuideStepProps } from '../../shell/guide-steps.tsx'
import { CertificateGuide } from './certificate-guide.tsx'
import { PermissionTable } from './permission-table.tsx'
import { toGuideLinks } from './portal-links.ts'

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
      <GuideSteps>
        <GuideStep
          title="Register an application"
          link={{ label: 'Open App registrations', href: links.appRegistrations }}
        >
          Choose <b>New registration</b> and name it, for example <Copyable text="Rollcall" />. Under
          supported account types keep <b>Accounts in this organizational directory only</b>. Leave the
          redirect URI empty.
        </GuideStep>
        <GuideStep title="Copy two IDs">
          The application’s <b>Overview</b> shows the <b>Application (client) ID</b> and the{' '}
          <b>Directory (tenant) ID</b>. The Object ID beside them is not needed.
        </GuideStep>
        <GuideStep title="Add two permissions" link={toLink('Open API permissions', links.permissions)}>
          Under <b>API permissions</b> choose <b>Add a permission</b>, <b>Microsoft Graph</b>, then{' '}
          <b>Application permissions</b>, not Delegated: syncs run while nobody is signed in.
          <PermissionTable />
        </GuideStep>
        <GuideStep title="Grant admin consent">
          On the same page press <b>Grant admin consent</b>. Both rows must then show a green <b>Granted</b>.
          Without it Microsoft answers every request with <i>Insufficient privileges</i>.
        </GuideStep>
        <GuideStep
          title="Create a client secret"
          link={toLink('Open Certificates & secrets', links.credentials)}
        >
          Under <b>Certificates & secrets</b> choose <b>New client secret</b>. Copy its <b>Value</b> at once:
          Microsoft shows it only now. The <b>Secret ID</b> beside it does not work. A certificate works
          instead of a secret; it is made and uploaded like this:
          <CertificateGuide cloud={cloud} clientId={clientId} />
        </GuideStep>
      </GuideSteps>
    </Panel>
  )
}

function toLink(label: string, href: string | null): GuideStepProps['link'] {
  return href === null ? undefined : { label, href }
}
