import { Callout, CopyField, Details, Panel } from '@rollcall/ui'
import { CLOUDS, type AttributeMirroring, type Cloud } from '@rollcall/vocabulary'
import { useState } from 'react'
import { Copyable, GuideStep, GuideSteps } from '../../shell/guide-steps.tsx'
import { AttributeTable } from './attribute-table.tsx'
import classes from './entra-guide.module.css'

export interface EntraGuideProps {
  cloud: Cloud
  baseUrl: string
  mirroring: AttributeMirroring
  /** Once people have come, only those who look for it read it. It never folds under the reader's eyes. */
  folded: boolean
}

const ACTIVE = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'

/** What to do in Microsoft Entra, in order, with what to copy and where to click. */
export function EntraGuide({ folded, ...steps }: EntraGuideProps) {
  const [starts] = useState(folded)
  return (
    <Panel
      title="Guide for Microsoft Entra"
      description="Six steps in the Microsoft Entra admin center. You need the role Application Administrator or Cloud Application Administrator."
    >
      {starts ? (
        <Details label="Show the six steps">
          <Steps {...steps} />
        </Details>
      ) : (
        <Steps {...steps} />
      )}
    </Panel>
  )
}

function Steps({ cloud, baseUrl, mirroring }: Omit<EntraGuideProps, 'folded'>) {
  const { portal } = CLOUDS[cloud === 'default' ? 'global' : cloud]
  return (
    <GuideSteps>
      <GuideStep
        title="Create an enterprise application"
        link={{
          label: 'Open Enterprise applications',
          href: `${portal}/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview`,
        }}
      >
        Choose <b>New application</b>, then <b>Create your own application</b>. Keep{' '}
        <b>Integrate any other application you don’t find in the gallery</b>, and name it, for example{' '}
        <Copyable text="Rollcall" />
      </GuideStep>
      <GuideStep title="Connect it">
        In the application open <b>Provisioning</b>, and there <b>New configuration</b> (in older portals: set{' '}
        <b>Provisioning Mode</b> to <b>Automatic</b>). Enter the base URL as <b>Tenant URL</b> and a token
        from above as <b>Secret Token</b>. Press <b>Test Connection</b>: the line at the top of this page
        changes. Then save.
        <div className={classes.value}>
          <CopyField display="boxed" label="Tenant URL" value={baseUrl} />
        </div>
      </GuideStep>
      <GuideStep title="Map objectId to externalId, before the first cycle">
        <MapObjectId />
      </GuideStep>
      <GuideStep title="Check the other attributes">
        Most of Entra’s own mapping fits as it is. <b>active</b> must follow the soft delete, or taking
        someone out of the scope never disables them here.
        <div className={classes.value}>
          <CopyField display="boxed" label="Expression for active" value={ACTIVE} />
        </div>
        <AttributeTable mirroring={mirroring} />
      </GuideStep>
      <GuideStep title="Choose who">
        Under <b>Settings</b> keep the scope <b>Sync only assigned users and groups</b>, and assign them under{' '}
        <b>Users and groups</b>. Groups inside groups are not followed by Entra: assign those too. Groups
        become realms only where you map them here.
      </GuideStep>
      <GuideStep title="Start">
        Try one person with <b>Provision on demand</b>; that takes seconds. Then choose{' '}
        <b>Start provisioning</b>. The first cycle may take an hour, later ones come about every 40 minutes.
      </GuideStep>
    </GuideSteps>
  )
}

/** The one setting that cannot be put right later without losing links. */
function MapObjectId() {
  return (
    <>
      Under <b>Mappings</b> open <b>Provision Microsoft Entra ID Users</b>, then the row <b>externalId</b>.
      Set its source attribute from mailNickname to objectId, and save. Rows of groups stay as they are.
      <div className={classes.value}>
        <Callout tone="warning" title="Do this before anyone is sent">
          externalId is how a person is known for good. mailNickname changes when someone is renamed, and may
          be given to someone else later; changing the mapping after the first cycle leaves people without
          their link. With objectId, someone who is also read from the same tenant is one person here.
        </Callout>
      </div>
    </>
  )
}
