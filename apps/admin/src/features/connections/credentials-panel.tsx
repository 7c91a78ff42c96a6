import { Button, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import {
  Callout,
  CopyField,
  DisabledReason,
  FormActions,
  formatExactTime,
  KeyValueList,
  Panel,
} from '@rollcall/ui'
import { CLOUDS, type Cloud, type ConnectionView } from '@rollcall/vocabulary'
import { toForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { schemaErrors } from '../../lib/schema-errors.ts'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'
import { CredentialsFields } from './credentials-fields.tsx'
import {
  storedCredentials,
  toCredentialsUpdate,
  toStoredValues,
  type CredentialsValues,
} from './credentials-values.ts'
import { useUpdateConnection } from './use-update-connection.ts'

/** How the directory is reached. People who may not change it read it. */
export function CredentialsPanel({ connection }: { connection: ConnectionView }) {
  const editable = useMay('connections.edit')
  return (
    <Panel title="Credentials" description="The application in Entra that Rollcall signs in as.">
      {editable ? (
        <CredentialsForm key={toFormKey(connection)} connection={connection} />
      ) : (
        <CredentialsFacts connection={connection} />
      )}
    </Panel>
  )
}

/** The form starts over when what it edits was stored anew, and not when, say, a check has ended. */
function toFormKey(connection: ConnectionView): string {
  return `${JSON.stringify(toStoredValues(connection))} ${connection.secretReplacedAt}`
}

function CredentialsForm({ connection }: { connection: ConnectionView }) {
  const stored = toStoredValues(connection)
  const form = useForm<CredentialsValues>({
    initialValues: stored,
    validate: schemaErrors(storedCredentials),
    validateInputOnBlur: ['directoryId', 'clientId'],
  })
  const update = useUpdateConnection({
    done: 'The credentials are saved. Check the connection next.',
    onRefused: (error) => form.setErrors(toFieldErrors(toProblem(error))),
  })
  function save(values: CredentialsValues) {
    update.mutate({ id: connection.id, ...toCredentialsUpdate(values, stored) })
  }
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <UnsavedGuard dirty={form.isDirty() && !update.isPending} />
      <Stack maw={640}>
        {update.isError ? (
          <Callout tone="danger" announce="assertive" title="Nothing was saved">
            {toProblem(update.error).message}
          </Callout>
        ) : null}
        <CredentialsFields form={form} storedSecret={toSecretText(connection)} />
      </Stack>
      <FormActions>
        {form.isDirty() ? (
          <>
            <Text size="sm" c="dimmed" my="auto">
              Checks and syncs use what is saved.
            </Text>
            <Button variant="default" onClick={form.reset}>
              Discard changes
            </Button>
          </>
        ) : null}
        <DisabledReason reason={form.isDirty() ? undefined : 'Nothing has changed yet.'}>
          <Button type="submit" loading={update.isPending}>
            Save
          </Button>
        </DisabledReason>
      </FormActions>
    </form>
  )
}

function toSecretText({ hasSecret, secretReplacedAt }: ConnectionView): string | undefined {
  if (!hasSecret) return undefined
  return secretReplacedAt
    ? `Stored encrypted since ${formatExactTime(new Date(secretReplacedAt))}`
    : 'Stored encrypted'
}

function CredentialsFacts({ connection }: { connection: ConnectionView }) {
  return (
    <Stack>
      <Callout tone="info" title="You can read these, but not change them">
        {toForbiddenReason('connections.edit')}
      </Callout>
      <KeyValueList
        items={[
          { label: 'Directory (tenant) ID', value: toId('Directory (tenant) ID', connection.directoryId) },
          { label: 'Application (client) ID', value: toId('Application (client) ID', connection.clientId) },
          { label: 'Client secret', value: toSecretText(connection) },
          { label: 'Microsoft cloud', value: toCloudName(connection.cloud) },
        ]}
      />
    </Stack>
  )
}

function toId(label: string, value: string | null) {
  return value ? <CopyField label={label} value={value} head={36} /> : null
}

function toCloudName(cloud: Cloud): string {
  return cloud === 'default' ? 'As the server is configured' : CLOUDS[cloud].label
}
