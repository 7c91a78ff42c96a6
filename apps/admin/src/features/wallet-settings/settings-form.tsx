import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Callout, DisabledReason, FormActions, Panel } from '@rollcall/ui'
import type { WalletSettingsView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { toProblem } from '../../lib/problem.ts'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'
import { AddressFields, ChannelFields, CodeFields } from './settings-fields.tsx'
import classes from './settings-form.module.css'
import {
  toField,
  toSettings,
  toSettingsErrors,
  toSettingsValues,
  type SettingsValues,
} from './settings-values.ts'

/** How long a QR lasts, and over which ways a wallet answers it. */
export function SettingsForm({ settings }: { settings: WalletSettingsView }) {
  const editable = useMay('settings.edit')
  const form = useForm<SettingsValues>({
    initialValues: toSettingsValues(settings),
    validate: toSettingsErrors,
  })
  const update = useUpdateSettings((errors) => form.setErrors(errors))
  return (
    <Panel title="Codes and connections" description="Changes hold for the next QR that is shown.">
      <form noValidate onSubmit={form.onSubmit((values) => update.mutate(toSettings(values)))}>
        <UnsavedGuard dirty={form.isDirty() && !update.isPending} />
        <fieldset className={classes.fields} disabled={!editable} aria-label="Codes and connections">
          {editable ? null : (
            <Callout tone="info" title="You can read these, but not change them">
              {toForbiddenReason('settings.edit')}
            </Callout>
          )}
          <CodeFields form={form} />
          <ChannelFields form={form} settings={settings} />
          {form.values.driver === 'off' ? null : <AddressFields form={form} />}
          {update.isError ? (
            <Callout tone="danger" announce="assertive" title="Nothing was saved">
              {toProblem(update.error).message}
            </Callout>
          ) : null}
        </fieldset>
        {editable ? (
          <FormActions>
            {form.isDirty() ? (
              <Button variant="default" onClick={form.reset}>
                Discard changes
              </Button>
            ) : null}
            <DisabledReason reason={form.isDirty() ? undefined : 'Nothing has changed yet.'}>
              <Button type="submit" loading={update.isPending}>
                Save settings
              </Button>
            </DisabledReason>
          </FormActions>
        ) : null}
      </form>
    </Panel>
  )
}

function useUpdateSettings(onRefused: (errors: Record<string, string>) => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.walletSettings.update.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.walletSettings.get.queryKey(), next)
        toastDone('The wallet settings are saved.')
      },
      onError: (error) => {
        const issues = toProblem(error).issues.map(({ path, message }) => [toField(path), message] as const)
        onRefused(Object.fromEntries(issues))
      },
    }),
  )
}
