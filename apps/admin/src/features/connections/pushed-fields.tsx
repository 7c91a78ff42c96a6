import { NumberInput, Select, TextInput } from '@mantine/core'
import { FormSection } from '@rollcall/ui'
import { useMe } from '../../lib/permissions.tsx'
import { toRoleOptions } from './policy-values.ts'
import type { PolicyFieldsProps } from './scope-fields.tsx'

/** What the connection is called. */
export function NameField({ form }: PolicyFieldsProps) {
  return (
    <FormSection title="Connection">
      <TextInput
        label="Name"
        description="Shown wherever people from this connection appear."
        maw={320}
        {...form.getInputProps('displayName')}
      />
    </FormSection>
  )
}

/** As what people come who are sent here; who they are is chosen by the client. */
export function PushedFields({ form }: PolicyFieldsProps) {
  const { role } = useMe()
  return (
    <FormSection title="Who comes here" description="Whom the client sends is chosen on its side.">
      <Select
        label="Default role"
        description="Given to a person who is new here. Requests never change anyone’s role."
        data={toRoleOptions(role)}
        allowDeselect={false}
        maw={320}
        {...form.getInputProps('defaultRole')}
      />
    </FormSection>
  )
}

/** How far back the log of requests reaches. */
export function KeepFields({ form }: PolicyFieldsProps) {
  return (
    <FormSection title="Log of requests">
      <NumberInput
        label="Days that requests are kept"
        description="What they changed stays in the event log and in the history of each person."
        min={1}
        max={365}
        allowDecimal={false}
        maw={320}
        {...form.getInputProps('keepRequestsDays')}
      />
    </FormSection>
  )
}
