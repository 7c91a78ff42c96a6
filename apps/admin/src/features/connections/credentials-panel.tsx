import { Box, Button, Stack, Text } from '@mantine/core'
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
import { useNow } from '../../lib/use-now.ts'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'
import { toExpiryFact, toExpiryNotice } from './credential-expiry.ts'
import { CredentialsFields, type StoredCredential } from './credentials-fields.tsx'
import {
  toCredentialsErrors,
  toCredentialsUpdate,
  toStoredValues,
  type CredentialsValues,
} from './credentials-values.ts'
import { useUpdateConnection } from '../../lib/use-update-connection.ts'

/** How the directory is reached. People who may not change it read it. */
export function CredentialsPanel({ connection }: { connection: ConnectionView }) {
  const editable = useMay('connections.edit')
  return (
    <Panel title="Credentials" description="The application in Entra that Rollcall signs in as.">
      <ExpiryNotice connection={connection} />
      {editable ? (
        <CredentialsForm key={toFormKey(connection)} connection={connection} />
      ) : (
        <CredentialsFacts connection={connection} />
      )}
    </Panel>
  )
}

function ExpiryNotice({ connection }: { connection: ConnectionView }) {
  const notice = toExpiryNotice(connection.credential, useNow())
  if (!notice) return null
  return (
    <Box mb="md" maw={640}>
      <Callout tone={notice.tone} title={notice.title}>
        Make a new one and enter it here. The old one stays in use until the directory has accepted the new
        one.
      </Callout>
    </Box>
  )
}

/** The form starts over when what it edits was stored anew, and not when, say, a check has ended. */
function toFormKey(connection: ConnectionView): string {
  const { secretReplacedAt, credential } = connection
  return JSON.stringify([toStoredValues(connection), secretReplacedAt, credential])
}

function CredentialsForm({ connection }: { connection: ConnectionView }) {
  const stored = toStoredValues(connection)
  const form = useForm<CredentialsValues>({
    initialValues: stored,
    validate: toCredentialsErrors(connection.hasSecret ? connection.credential.kind : null),
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
          <Callout
            tone="danger"
            announce="assertive"
            title="Nothing was saved"
            action={
              toProblem(update.error).code === 'directory_refused' ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => update.mutate({ ...update.variables, force: true })}
                >
                  Save without trying it
                </Button>
              ) : null
            }
          >
            {toProblem(update.error).message}
          </Callout>
        ) : null}
        <CredentialsFields form={form} stored={toStored(connection)} />
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

function toStored({ hasSecret, secretReplacedAt, credential }: ConnectionView): StoredCredential | undefined {
  if (!hasSecret) return undefined
  const text = secretReplacedAt
    ? `Stored encrypted since ${formatExactTime(new Date(secretReplacedAt))}`
    : 'Stored encrypted'
  return { credential, text }
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
          ...toCredentialFacts(connection),
          { label: 'Microsoft cloud', value: toCloudName(connection.cloud) },
        ]}
      />
    </Stack>
  )
}

function toCredentialFacts(connection: ConnectionView) {
  const { kind, thumbprint } = connection.credential
  const label = kind === 'certificate' ? 'Certificate' : 'Client secret'
  return [
    { label, value: toStored(connection)?.text },
    ...(thumbprint ? [{ label: 'Thumbprint', value: toId('Thumbprint', thumbprint) }] : []),
    { label: 'Expires on', value: toExpiryFact(connection.credential) },
  ]
}

function toId(label: string, value: string | null) {
  return value ? <CopyField label={label} value={value} head={36} /> : null
}

function toCloudName(cloud: Cloud): string {
  return cloud === 'default' ? 'As the server is configured' : CLOUDS[cloud].label
}
