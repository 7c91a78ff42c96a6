import { Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { Callout, Details, SecretField } from '@rollcall/ui'
import type { ReactNode } from 'react'
import { looksLikeSecretId, type CredentialsValues } from './credentials-values.ts'
import { CLOUD_OPTIONS } from './portal-links.ts'

export interface CredentialsFieldsProps {
  form: UseFormReturnType<CredentialsValues>
  /** What may be said about the secret that is kept; left out when there is none. */
  storedSecret?: string
}

const MONO = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }

export function CredentialsFields({ form, storedSecret }: CredentialsFieldsProps) {
  const secret = form.getInputProps('clientSecret')
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
      <SecretField
        label="Client secret"
        description="The secret’s Value, not its Secret ID. Stored encrypted and never shown again."
        required={!storedSecret}
        stored={storedSecret}
        value={form.values.clientSecret}
        error={toNode(secret.error)}
        onChange={(value) => form.setFieldValue('clientSecret', value)}
      />
      {looksLikeSecretId(form.values.clientSecret) ? (
        <Callout tone="warning" title="This looks like the Secret ID" announce="polite">
          In Certificates & secrets, copy the column <b>Value</b>. If it is hidden by now, create a new client
          secret.
        </Callout>
      ) : null}
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

/** `getInputProps` is untyped; errors of this form are always text. */
function toNode(error: unknown): ReactNode {
  return typeof error === 'string' ? error : undefined
}
