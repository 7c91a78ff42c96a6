import { Button, Stack } from '@mantine/core'
import { Callout, CopyField, FormActions } from '@rollcall/ui'
import type { CreatedKeyView } from './create-key-dialog.tsx'

export function CreatedKey({ created, onDone }: { created: CreatedKeyView; onDone: () => void }) {
  return (
    <Stack>
      <Callout tone="warning" title="This is the only time the key is shown" announce="polite">
        Copy it now and keep it where secrets belong. Only a fingerprint of it is stored here.
      </Callout>
      <CopyField display="boxed" label="API key" value={created.key} />
      <CopyField display="boxed" label="Request header" value={`Authorization: Bearer ${created.key}`} />
      <FormActions>
        <Button onClick={onDone}>I have copied the key</Button>
      </FormActions>
    </Stack>
  )
}
