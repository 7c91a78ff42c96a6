import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Callout, Details } from '@rollcall/ui'
import { setupInput } from '@rollcall/vocabulary'
import { useMutation } from '@tanstack/react-query'
import { usePageTitle } from '../../lib/page-title.ts'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { schemaErrors } from '../../lib/schema-errors.ts'
import { setUp } from '../../lib/session.ts'
import { PublicFrame } from '../../shell/public-frame.tsx'
import { PasswordMeter } from './password-meter.tsx'
import { useEnter } from './use-enter.ts'

export function SetupPage() {
  usePageTitle('Set up')
  return (
    <PublicFrame
      title="Set up Rollcall"
      description="Create the first owner. Owners may do everything; you can add other people later."
    >
      <SetupForm />
    </PublicFrame>
  )
}

function SetupForm() {
  const enter = useEnter(undefined)
  const form = useForm({
    initialValues: { code: '', name: '', email: '', password: '' },
    validate: schemaErrors(setupInput),
    validateInputOnBlur: ['email'],
  })
  const attempt = useMutation({
    mutationFn: setUp,
    onSuccess: enter,
    onError: (error) => form.setErrors(toFieldErrors(toProblem(error))),
  })
  const { name, email, password } = form.values
  return (
    <form noValidate onSubmit={form.onSubmit((values) => attempt.mutate(values))}>
      <Stack>
        {attempt.isError ? (
          <Callout tone="danger" announce="assertive">
            {toProblem(attempt.error).message}
          </Callout>
        ) : null}
        <div>
          <TextInput
            label="Setup code"
            description="Printed in the server log when the server starts. It works once."
            autoComplete="one-time-code"
            spellCheck={false}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- this form is all there is on the page
            autoFocus
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            {...form.getInputProps('code')}
          />
          <Details label="Where do I find the code?">
            Look at the output of the terminal, container or service that runs Rollcall, and search it for
            “setup code”. Each start prints a new code, and only the newest one works.
          </Details>
        </div>
        <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />
        <TextInput label="Email" type="email" autoComplete="username" {...form.getInputProps('email')} />
        <div>
          <PasswordInput
            label="Password"
            autoComplete="new-password"
            visibilityToggleFocusable
            {...form.getInputProps('password')}
          />
          <PasswordMeter password={password} personal={[name, email]} />
        </div>
        <Button type="submit" loading={attempt.isPending}>
          Create owner
        </Button>
      </Stack>
    </form>
  )
}
