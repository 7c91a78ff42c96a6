import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Callout } from '@rollcall/ui'
import { signInInput, type MeView } from '@rollcall/vocabulary'
import { useMutation } from '@tanstack/react-query'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { schemaErrors } from '../../lib/schema-errors.ts'
import { signIn } from '../../lib/session.ts'

export function SignInForm({ onEnter }: { onEnter: (me: MeView) => void }) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: schemaErrors(signInInput),
  })
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: onEnter,
    onError: (error) => form.setErrors(toFieldErrors(toProblem(error))),
  })
  return (
    <form noValidate onSubmit={form.onSubmit((values) => attempt.mutate(values))}>
      <Stack>
        {attempt.isError ? (
          <Callout tone="danger" announce="assertive">
            {toProblem(attempt.error).message}
          </Callout>
        ) : null}
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- this form is all there is on the page
          autoFocus
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          visibilityToggleFocusable
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={attempt.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}
