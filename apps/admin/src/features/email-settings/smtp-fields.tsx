import { NumberInput, TextInput } from '@mantine/core'
import { formatExactTime, SecretField } from '@rollcall/ui'
import type { SmtpView } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import classes from './email-settings-page.module.css'
import type { SmtpFormProps } from './smtp-form.tsx'
import { asksForPassword, toPortRemark } from './smtp-values.ts'
import { TlsChoice } from './tls-choice.tsx'

/** Server, encryption, sign-in and sender. */
export function SmtpFields({ form, stored }: SmtpFormProps) {
  const { values } = form
  const remark = toPortRemark(values)
  const asksAgain = asksForPassword(values, stored)
  const passwordError = toNode(form.getInputProps('password').error)
  return (
    <>
      <div>
        <div className={classes.server}>
          <TextInput
            label="Host"
            placeholder="smtp.example.com"
            required
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            {...form.getInputProps('host')}
          />
          <NumberInput
            label="Port"
            required
            hideControls
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            {...form.getInputProps('port')}
            onChange={(port) => form.setFieldValue('port', typeof port === 'number' ? port : '')}
          />
        </div>
        {remark ? <p className={classes.remark}>{remark}</p> : null}
      </div>
      <TlsChoice form={form} />
      <TextInput
        label="User name"
        description="As your mail provider gives it, often a whole address. Leave it empty when the server asks for none."
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        {...form.getInputProps('username')}
      />
      <SecretField
        label="Password"
        description={
          asksAgain && !passwordError
            ? 'Enter it again: the stored one is only ever sent to the server and user it was entered for.'
            : 'Many providers want an app password here. Stored encrypted; never shown again.'
        }
        stored={asksAgain ? undefined : toStored(stored)}
        value={values.password}
        error={passwordError}
        onChange={(password) => form.setFieldValue('password', password)}
      />
      <TextInput
        label="From"
        description="What people see as the sender: an address, or a name with it in angle brackets."
        placeholder="Rollcall <rollcall@example.com>"
        required
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        {...form.getInputProps('from')}
      />
    </>
  )
}

function toStored(stored: SmtpView | null): string | undefined {
  if (!stored?.hasPassword) return undefined
  return `Stored encrypted. Settings last saved ${formatExactTime(new Date(stored.updatedAt))}`
}

/** `getInputProps` is untyped; errors of this form are always text. */
function toNode(error: unknown): ReactNode {
  return typeof error === 'string' ? error : undefined
}
