import { Button, Select } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Callout, DisabledReason, FormActions, LinkButton, Panel } from '@rollcall/ui'
import { PROFILE_LABELS, type ConnectionView } from '@rollcall/vocabulary'
import { toForbiddenReason, useForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { toProblem } from '../../lib/problem.ts'
import { useUpdateConnection } from '../../lib/use-update-connection.ts'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'
import classes from './attributes-panel.module.css'
import {
  MIRRORED_FIELDS,
  toDefaultValues,
  toMirroringUpdate,
  toMirroringValues,
  toSourceOptions,
  type MirroringValues,
} from './mirroring-values.ts'

/** Which attribute of the client fills each field of the profile. */
export function AttributesPanel({ connection }: { connection: ConnectionView }) {
  const editable = useMay('connections.edit')
  if (!connection.scim) return null
  const stored = toMirroringValues(connection.scim.mirroring)
  return (
    <Panel
      title="Attributes"
      description="Which attribute fills each field of the profile. Everything else the client sends is kept with its resource."
    >
      {editable ? null : (
        <div className={classes.notice}>
          <Callout tone="info" title="You can read these, but not change them">
            {toForbiddenReason('connections.edit')}
          </Callout>
        </div>
      )}
      <AttributesForm
        key={JSON.stringify(stored)}
        connection={connection}
        stored={stored}
        editable={editable}
      />
    </Panel>
  )
}

interface AttributesFormProps {
  connection: ConnectionView
  stored: MirroringValues
  editable: boolean
}

function AttributesForm({ connection, stored, editable }: AttributesFormProps) {
  const form = useForm<MirroringValues>({ initialValues: stored })
  const update = useUpdateConnection({
    done: 'The attributes are saved. People follow with the next plan.',
  })
  const defaults = toDefaultValues()
  const isDefault = MIRRORED_FIELDS.every((field) => form.values[field] === defaults[field])
  function save(values: MirroringValues) {
    update.mutate({ id: connection.id, mirroring: toMirroringUpdate(values, stored) })
  }
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <UnsavedGuard dirty={form.isDirty() && !update.isPending} />
      <fieldset className={classes.fields} disabled={!editable} aria-label="Attributes by field">
        {MIRRORED_FIELDS.map((field) => (
          <Select
            key={field}
            label={PROFILE_LABELS[field]}
            description={field === 'email' ? EMAIL_HINT : undefined}
            data={toSourceOptions(field)}
            searchable
            allowDeselect={false}
            {...form.getInputProps(field)}
          />
        ))}
        {update.isError ? (
          <Callout tone="danger" announce="assertive" title="Nothing was saved">
            {toProblem(update.error).message}
          </Callout>
        ) : null}
      </fieldset>
      <div className={classes.consequence}>
        <Consequence id={connection.id} dirty={form.isDirty()} />
      </div>
      {editable ? (
        <FormActions>
          {isDefault ? null : (
            <Button variant="subtle" onClick={() => form.setValues(defaults)}>
              Use the defaults
            </Button>
          )}
          {form.isDirty() ? (
            <Button variant="default" onClick={form.reset}>
              Discard changes
            </Button>
          ) : null}
          <DisabledReason reason={form.isDirty() ? undefined : 'Nothing has changed yet.'}>
            <Button type="submit" loading={update.isPending}>
              Save attributes
            </Button>
          </DisabledReason>
        </FormActions>
      ) : null}
    </form>
  )
}

const EMAIL_HINT = 'With the work email, the primary and then any other address is taken where there is none.'

/** What saving does, and does not do. */
function Consequence({ id, dirty }: { id: string; dirty: boolean }) {
  const reason = useForbiddenReason('runs.start')
  return (
    <Callout
      tone="info"
      title={dirty ? 'Saving changes nobody yet' : 'People follow with the next plan'}
      action={
        <DisabledReason reason={dirty ? 'Save first.' : reason}>
          <LinkButton size="compact-sm" variant="default" href={`/sync/${id}?step=review`}>
            Review the plan
          </LinkButton>
        </DisabledReason>
      }
    >
      New requests are read with the saved attributes at once. For everyone who is here already, a plan shows
      what would change, person by person. Fields that were edited here stay as they are.
    </Callout>
  )
}
