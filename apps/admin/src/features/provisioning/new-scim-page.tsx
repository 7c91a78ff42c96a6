import { Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Callout, FormActions, LinkButton, Page, PageHeader, Panel } from '@rollcall/ui'
import { createScimConnectionInput } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { usePageTitle } from '../../lib/page-title.ts'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { schemaErrors } from '../../lib/schema-errors.ts'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'

/** A name is all it takes; everything else has a safe default and is on the connection's page. */
export function NewScimPage() {
  usePageTitle('Set up SCIM provisioning')
  const form = useForm({
    initialValues: { displayName: '' },
    validate: schemaErrors(createScimConnectionInput),
  })
  const create = useCreateConnection((errors) => form.setErrors(errors))
  return (
    <Page width="form">
      <PageHeader
        title="Set up SCIM provisioning"
        breadcrumbs={[
          { label: 'Integrations', href: '/settings/integrations' },
          { label: 'Set up SCIM provisioning' },
        ]}
        description="A system such as Microsoft Entra or Okta then sends people and groups here. Creating the connection brings nobody yet."
      />
      <Panel>
        <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
          <UnsavedGuard dirty={form.isDirty() && !create.isPending && !create.isSuccess} />
          <Stack>
            {create.isError ? (
              <Callout tone="danger" announce="assertive" title="The connection was not created">
                {toProblem(create.error).message}
              </Callout>
            ) : null}
            <TextInput
              label="Name"
              description="Shown wherever people from this connection appear. You can change it later."
              placeholder="Contoso"
              required
              data-autofocus
              {...form.getInputProps('displayName')}
            />
            <Callout tone="info" title="What comes next">
              The next page has the base URL and a token for the client, a guide for Microsoft Entra, and
              tells you when the first call arrives.
            </Callout>
          </Stack>
          <FormActions>
            <LinkButton variant="default" href="/settings/integrations">
              Cancel
            </LinkButton>
            <Button type="submit" loading={create.isPending}>
              Create connection
            </Button>
          </FormActions>
        </form>
      </Panel>
    </Page>
  )
}

function useCreateConnection(onRefused: (errors: Record<string, string>) => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation(
    trpc.provisioning.createConnection.mutationOptions({
      onSuccess: async (connection) => {
        queryClient.setQueryData(trpc.connections.get.queryKey({ id: connection.id }), connection)
        void queryClient.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
        void queryClient.invalidateQueries({ queryKey: trpc.overview.pathKey() })
        toastDone(`${connection.displayName} is created. Make a token for its client next.`)
        await navigate({
          to: '/settings/integrations/scim/$id',
          params: { id: connection.id },
          replace: true,
        })
      },
      onError: (error) => onRefused(toFieldErrors(toProblem(error))),
    }),
  )
}
