import { Button, Stack } from '@mantine/core'
import { Callout, CopyField, FormActions } from '@rollcall/ui'
import type { ConnectionId, CreatedScimTokenView } from '@rollcall/vocabulary'
import { DemoPush } from './demo-push.tsx'

export interface CreatedTokenProps {
  id: ConnectionId
  created: CreatedScimTokenView
  onDone: () => void
}

/** The token, this one time. */
export function CreatedToken({ id, created, onDone }: CreatedTokenProps) {
  return (
    <Stack>
      <Callout tone="warning" title="This is the only time the token is shown" announce="polite">
        Copy it now and paste it into the client, in Entra as <b>Secret Token</b>. Only a fingerprint of it is
        stored here: if it is lost, create another one.
      </Callout>
      <CopyField display="boxed" label="Token" value={created.token} />
      <DemoPush id={id} token={created.token} onStart={onDone} />
      <FormActions>
        <Button onClick={onDone}>I have copied the token</Button>
      </FormActions>
    </Stack>
  )
}
