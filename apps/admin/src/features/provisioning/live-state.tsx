import { Button } from '@mantine/core'
import { Callout, DisabledReason, LinkButton, RelativeTime } from '@rollcall/ui'
import type { ScimConnectionPart } from '@rollcall/vocabulary'
import { Radio } from 'lucide-react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import type { StatusLook } from '../../lib/run-status.ts'
import { toScimLook } from '../../lib/scim-look.ts'
import { useNow } from '../../lib/use-now.ts'
import { toSectionHref } from './sections.ts'

export interface LiveStateProps {
  id: string
  scim: ScimConnectionPart
  onCreateToken: () => void
}

/** Whether the client has come by, and the one next step until it has. Changes while the page is open. */
export function LiveState({ id, scim, onCreateToken }: LiveStateProps) {
  const look = toScimLook(scim, useNow())
  return (
    <div>
      <StateNotice id={id} scim={scim} look={look} onCreateToken={onCreateToken} />
      {/* Only the state is read out; the times beside it change every minute. */}
      <output className="ui-hidden">{look.word}</output>
    </div>
  )
}

function StateNotice({ id, scim, look, onCreateToken }: LiveStateProps & { look: StatusLook }) {
  if (scim.liveTokens === 0) return <NeedsToken called={scim.firstCallAt !== null} onCreate={onCreateToken} />
  if (scim.firstCallAt === null) {
    return (
      <Callout tone="info" icon={Radio} title="Waiting for the first call" action={<ShowRequests id={id} />}>
        Enter the base URL and the token on the other side, then press <b>Test Connection</b> there. This page
        notices by itself; calls that are refused are listed under Requests.
      </Callout>
    )
  }
  return (
    <Callout tone={look.tone} announce="polite" title={look.word} action={<ShowRequests id={id} />}>
      First call <RelativeTime value={scim.firstCallAt} />, last call <RelativeTime value={scim.lastCallAt} />
      .
      {look.tone === 'warning'
        ? ' Entra comes by about every 40 minutes: look at the provisioning state of the application there.'
        : null}
    </Callout>
  )
}

function ShowRequests({ id }: { id: string }) {
  return (
    <LinkButton variant="default" size="compact-sm" href={toSectionHref(id, 'requests')}>
      Show requests
    </LinkButton>
  )
}

function NeedsToken({ called, onCreate }: { called: boolean; onCreate: () => void }) {
  const reason = useForbiddenReason('provisioning.edit')
  return (
    <Callout
      tone={called ? 'danger' : 'info'}
      title={called ? 'The client is shut out: no token is valid' : 'Create a token first'}
      action={
        <DisabledReason reason={reason}>
          <Button size="compact-sm" onClick={onCreate}>
            Create token
          </Button>
        </DisabledReason>
      }
    >
      {called
        ? 'Every request is refused until the client has a new one. Nobody here changes meanwhile.'
        : 'The client proves with it that it may send people here.'}
    </Callout>
  )
}
