import { Button, Stack } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { Callout, FormActions, LinkButton, Page, PageHeader, Panel } from '@rollcall/ui'
import { isGuid, type InstanceView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { usePageTitle } from '../../lib/page-title.ts'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'
import { CredentialsFields } from './credentials-fields.tsx'
import {
  toCreateInput,
  toCredentialsErrors,
  toNewValues,
  type CredentialsValues,
} from './credentials-values.ts'
import classes from './new-entra-page.module.css'
import { SetupGuide } from './setup-guide.tsx'

export function NewEntraPage({ instance }: { instance: InstanceView }) {
  usePageTitle('Connect Microsoft Entra ID')
  const form = useForm<CredentialsValues>({
    initialValues: toNewValues(instance.demo),
    validate: toCredentialsErrors(null),
    validateInputOnBlur: ['directoryId', 'clientId'],
  })
  const clientId = form.values.clientId.trim()
  return (
    <Page>
      <PageHeader
        title="Connect Microsoft Entra ID"
        breadcrumbs={[
          { label: 'Integrations', href: '/settings/integrations' },
          { label: 'Microsoft Entra ID', href: '/settings/integrations/entra' },
          { label: 'Connect' },
        ]}
        description="Rollcall only reads from Microsoft. Saving brings nobody here yet."
      />
      <div className={classes.split}>
        <SetupGuide cloud={form.values.cloud} clientId={isGuid(clientId) ? clientId : null} />
        <div className={classes.form}>
          <Panel title="Credentials" description="The three values from Entra.">
            {instance.demo ? (
              <Callout tone="info" title="Filled in for the demo">
                These values belong to the sample tenant. Save them, then check the connection.
              </Callout>
            ) : null}
            <CredentialsForm form={form} />
          </Panel>
        </div>
      </div>
    </Page>
  )
}

function CredentialsForm({ form }: { form: UseFormReturnType<CredentialsValues> }) {
  const create = useCreateConnection((errors) => form.setErrors(errors))
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate(toCreateInput(values)))}>
      <UnsavedGuard dirty={form.isDirty() && !create.isPending} />
      <Stack maw={640} mt="md">
        {create.isError ? (
          <Callout tone="danger" announce="assertive" title="The connection was not saved">
            {toProblem(create.error).message}
          </Callout>
        ) : null}
        <CredentialsFields form={form} />
      </Stack>
      <FormActions>
        <LinkButton variant="default" href="/settings/integrations">
          Cancel
        </LinkButton>
        <Button type="submit" loading={create.isPending}>
          Save
        </Button>
      </FormActions>
    </form>
  )
}

function useCreateConnection(onRefused: (errors: Record<string, string>) => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation(
    trpc.connections.create.mutationOptions({
      onSuccess: async (connection) => {
        queryClient.setQueryData(trpc.connections.get.queryKey({ id: connection.id }), connection)
        void queryClient.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
        void queryClient.invalidateQueries({ queryKey: trpc.overview.pathKey() })
        toastDone(`${connection.displayName} is saved. Check the connection next.`)
        await navigate({
          to: '/settings/integrations/entra/$id',
          params: { id: connection.id },
          replace: true,
        })
      },
      onError: (error) => onRefused(toFieldErrors(toProblem(error))),
    }),
  )
}
