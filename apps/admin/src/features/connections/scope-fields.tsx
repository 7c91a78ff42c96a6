import { Checkbox, Select } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { Callout, FormSection, LinkButton } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { countOf } from '../../lib/format.ts'
import { useMay, useMe } from '../../lib/permissions.tsx'
import classes from './policies-panel.module.css'
import { toRoleOptions, type PolicyValues } from './policy-values.ts'

export interface PolicyFieldsProps {
  form: UseFormReturnType<PolicyValues>
}

/** Who comes here, and as what. */
export function ScopeFields({ form, connection }: PolicyFieldsProps & { connection: ConnectionView }) {
  const { role } = useMe()
  return (
    <FormSection title="Who comes here">
      <Groups connection={connection} />
      <Checkbox
        label="Include members of groups inside the selected groups"
        description="Off: only direct members count, as Entra’s own provisioning does; plans name the nested groups that were left out. On: their members come too, at any depth."
        {...form.getInputProps('includeNested', { type: 'checkbox' })}
      />
      <Checkbox
        label="Include guests"
        description="Off: people invited from other tenants are left out. Guests already here are then treated as people who left."
        {...form.getInputProps('includeGuests', { type: 'checkbox' })}
      />
      <Select
        label="Default role"
        description="Given to a person when a sync creates them. Later syncs never change anyone’s role."
        data={toRoleOptions(role)}
        allowDeselect={false}
        maw={320}
        {...form.getInputProps('defaultRole')}
      />
    </FormSection>
  )
}

function Groups({ connection }: { connection: ConnectionView }) {
  const mayEdit = useMay('connections.edit')
  const amount = connection.groupIds.length
  return (
    <div className={classes.scope}>
      <span>
        {amount === 0 ? 'Everyone in the directory' : `Members of ${countOf(amount, 'group', 'groups')}`}
      </span>
      {mayEdit ? (
        <LinkButton variant="default" size="compact-sm" href={`/sync/${connection.id}?step=groups`}>
          Select groups
        </LinkButton>
      ) : null}
    </div>
  )
}

/** What a sync may do to people who already claimed their account. */
export function ClaimedFields({ form }: PolicyFieldsProps) {
  return (
    <FormSection title="People who claimed their account">
      <Checkbox
        label="Keep their profiles up to date"
        description="Off: once someone has claimed, their name, email and job stay as they are here. On: the directory’s values replace them, except fields that were edited here."
        {...form.getInputProps('refreshClaimed', { type: 'checkbox' })}
      />
      <Checkbox
        label="Link them without asking when the email matches"
        description="Off: a match with someone who claimed becomes a conflict that a person decides."
        {...form.getInputProps('autoLinkClaimed', { type: 'checkbox' })}
      />
      {form.values.autoLinkClaimed ? (
        <Callout
          tone="warning"
          title="Whoever controls an email address in the directory can take over that account"
        >
          Turn this on only when nobody can set their own email or user principal name there.
        </Callout>
      ) : null}
    </FormSection>
  )
}
