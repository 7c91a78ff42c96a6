import { Button, Stack } from '@mantine/core'
import { Callout, DisabledReason, FormActions } from '@rollcall/ui'
import type { SmtpView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'
import classes from './email-settings-page.module.css'
import { SmtpFields } from './smtp-fields.tsx'
import { toSmtpInput, toSmtpValues, type SmtpValues } from './smtp-values.ts'
import { focusFirstError, type SmtpFormState } from './use-smtp-form.ts'

export interface SmtpFormProps {
  form: SmtpFormState
  stored: SmtpView | null
}

/** The mail server, saved as a whole. */
export function SmtpForm({ form, stored }: SmtpFormProps) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const update = useMutation(
    trpc.smtp.update.mutationOptions({
      onSuccess: (settings) => {
        const saved = toSmtpValues(settings.smtp)
        form.setInitialValues(saved)
        form.setValues(saved)
        queryClient.setQueryData(trpc.smtp.get.queryKey(), settings)
        toastDone('The mail server is saved. Email is sent through it from now on.')
      },
      onError: (error) => form.setErrors(toFieldErrors(toProblem(error))),
    }),
  )
  function save(values: SmtpValues) {
    update.mutate(toSmtpInput(values, stored?.hasPassword ?? false))
  }
  return (
    <form noValidate onSubmit={form.onSubmit(save, (errors) => focusFirstError(form, errors))}>
      <UnsavedGuard dirty={form.isDirty() && !update.isPending} />
      <Stack className={classes.fields}>
        {update.isError ? (
          <Callout tone="danger" announce="assertive" title="Nothing was saved">
            {toProblem(update.error).message}
          </Callout>
        ) : null}
        <SmtpFields form={form} stored={stored} />
      </Stack>
      <FormActions>
        {form.isDirty() && stored !== null ? (
          <Button variant="default" onClick={form.reset}>
            Discard changes
          </Button>
        ) : null}
        <DisabledReason reason={form.isDirty() ? undefined : toIdleReason(stored)}>
          <Button type="submit" loading={update.isPending}>
            Save
          </Button>
        </DisabledReason>
      </FormActions>
    </form>
  )
}

function toIdleReason(stored: SmtpView | null): string {
  return stored === null ? 'Nothing has been entered yet.' : 'Nothing has changed yet.'
}
