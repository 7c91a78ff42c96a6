import { SegmentedControl, Select, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { Details } from '@rollcall/ui'
import { credentialKind, type ConnectionView } from '@rollcall/vocabulary'
import { CertificateFields } from './certificate-fields.tsx'
import classes from './credentials-fields.module.css'
import type { CredentialsValues } from './credentials-values.ts'
import { CLOUD_OPTIONS } from './portal-links.ts'
import { SecretFields } from './secret-fields.tsx'

export interface CredentialsFieldsProps {
  form: UseFormReturnType<CredentialsValues>
  /** The credential that is kept; left out when there is none. */
  stored?: StoredCredential
}

export interface StoredCredential {
  credential: ConnectionView['credential']
  /** What may be said about it. */
  text: string
}

const MONO = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }

const KINDS = [
  { value: 'secret', label: 'Client secret' },
  { value: 'certificate', label: 'Certificate' },
]

export function CredentialsFields({ form, stored }: CredentialsFieldsProps) {
  return (
    <>
      <TextInput
        label="Display name"
        description="How this directory is called here."
        placeholder="Fabrikam"
        required
        {...form.getInputProps('displayName')}
      />
      <TextInput
        label="Directory (tenant) ID"
        description="From the application’s Overview in Entra."
        placeholder="8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11"
        required
        spellCheck={false}
        autoComplete="off"
        styles={MONO}
        {...form.getInputProps('directoryId')}
      />
      <TextInput
        label="Application (client) ID"
        description="On the same page. Not the Object ID."
        placeholder="2b7e1516-28ae-4d2a-a6ab-f7158809cf4f"
        required
        spellCheck={false}
        autoComplete="off"
        styles={MONO}
        {...form.getInputProps('clientId')}
      />
      <Proof form={form} stored={stored} />
      <Details label="National cloud" defaultOpen={form.values.cloud !== 'default'}>
        <Select
          label="Microsoft cloud"
          description="Only for tenants of the US Government or of China (21Vianet)."
          data={CLOUD_OPTIONS}
          allowDeselect={false}
          {...form.getInputProps('cloud')}
        />
      </Details>
    </>
  )
}

/** How the application proves who it is: one of two ways. */
function Proof({ form, stored }: CredentialsFieldsProps) {
  const { credentialKind: kind } = form.values
  const kept = stored?.credential.kind === kind ? stored : undefined
  return (
    <fieldset className={classes.proof} aria-label="How Rollcall signs in">
      <Stack>
        <SegmentedControl
          aria-label="Sign in with"
          className={classes.kinds}
          data={KINDS}
          value={kind}
          onChange={(value) => form.setFieldValue('credentialKind', credentialKind.parse(value))}
        />
        {kind === 'secret' ? (
          <SecretFields form={form} stored={kept} />
        ) : (
          <CertificateFields form={form} stored={kept} />
        )}
      </Stack>
    </fieldset>
  )
}
