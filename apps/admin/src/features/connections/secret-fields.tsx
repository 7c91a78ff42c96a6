import { TextInput } from '@mantine/core'
import { Callout, SecretField } from '@rollcall/ui'
import type { ReactNode } from 'react'
import { toExpiryFact } from './credential-expiry.ts'
import type { CredentialsFieldsProps } from './credentials-fields.tsx'
import classes from './credentials-fields.module.css'
import { looksLikeSecretId } from './credentials-values.ts'

/** The client secret and when it ends. */
export function SecretFields({ form, stored }: CredentialsFieldsProps) {
  const { clientSecret } = form.values
  const keeps = stored !== undefined && clientSecret === ''
  function enter(value: string) {
    // The date of the old secret says nothing about a new one, and is back when the new one is given up.
    if (stored && clientSecret === '') form.setFieldValue('secretExpiresAt', '')
    if (stored && value === '') form.setFieldValue('secretExpiresAt', form.getInitialValues().secretExpiresAt)
    form.setFieldValue('clientSecret', value)
  }
  return (
    <>
      <SecretField
        label="Client secret"
        description="The secret’s Value, not its Secret ID. Stored encrypted and never shown again."
        required={!stored}
        stored={stored?.text}
        value={clientSecret}
        error={toNode(form.getInputProps('clientSecret').error)}
        onChange={enter}
      />
      {looksLikeSecretId(clientSecret) ? (
        <Callout tone="warning" title="This looks like the Secret ID" announce="polite">
          In Certificates & secrets, copy the column <b>Value</b>. If it is hidden by now, create a new client
          secret.
        </Callout>
      ) : null}
      {keeps && stored.credential.expirySource === 'directory' ? (
        <p className={classes.note}>Expires on {toExpiryFact(stored.credential)}.</p>
      ) : (
        <TextInput
          type="date"
          label="Expires on"
          description="Optional. The portal shows it beside the secret; you are warned 30, 7 and 1 days before."
          maw={320}
          {...form.getInputProps('secretExpiresAt')}
        />
      )}
    </>
  )
}

/** `getInputProps` is untyped; errors of this form are always text. */
function toNode(error: unknown): ReactNode {
  return typeof error === 'string' ? error : undefined
}
