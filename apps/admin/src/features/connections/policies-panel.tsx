import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Callout, DisabledReason, FormActions, Panel } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { toForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'
import { GuardFields, LeaverFields } from './leaver-fields.tsx'
import { toPolicyErrors, toPolicyUpdate, toPolicyValues, type PolicyValues } from './policy-values.ts'
import { KeepFields, NameField, PushedFields } from './pushed-fields.tsx'
import { ScheduleFields } from './schedule-fields.tsx'
import { ClaimedFields, ScopeFields } from './scope-fields.tsx'
import { useUpdateConnection } from '../../lib/use-update-connection.ts'
import classes from './policies-panel.module.css'

/** Who a sync brings, and what it does with them; each rule says what follows from it. */
export function PoliciesPanel({ connection }: { connection: ConnectionView }) {
  const editable = useMay('connections.edit')
  const pushed = connection.kind === 'scim'
  return (
    <Panel
      title={pushed ? 'Rules' : 'Scope & rules'}
      description={
        pushed
          ? 'Every request follows them from now on. For everyone who is here already, the next plan shows what would change.'
          : 'They take effect with the next sync. Its plan shows every consequence before anything is written.'
      }
    >
      {editable ? null : (
        <div className={classes.notice}>
          <Callout tone="info" title="You can read these, but not change them">
            {toForbiddenReason('connections.edit')}
          </Callout>
        </div>
      )}
      <PoliciesForm
        key={JSON.stringify(toPolicyValues(connection))}
        connection={connection}
        editable={editable}
      />
    </Panel>
  )
}

function PoliciesForm({ connection, editable }: { connection: ConnectionView; editable: boolean }) {
  const stored = toPolicyValues(connection)
  const pushed = connection.kind === 'scim'
  const form = useForm<PolicyValues>({ initialValues: stored, validate: toPolicyErrors })
  const update = useUpdateConnection({
    done: `The rules are saved. The next ${pushed ? 'request' : 'sync'} follows them.`,
    onRefused: (error) => form.setErrors(toFieldErrors(toProblem(error))),
  })
  function save(values: PolicyValues) {
    update.mutate({ id: connection.id, ...toPolicyUpdate(values, stored) })
  }
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <UnsavedGuard dirty={form.isDirty() && !update.isPending} />
      <fieldset className={classes.fields} disabled={!editable} aria-label="Scope and rules">
        {pushed ? (
          <>
            <NameField form={form} />
            <PushedFields form={form} />
          </>
        ) : (
          <>
            <ScopeFields form={form} connection={connection} />
            <ScheduleFields form={form} connection={connection} />
          </>
        )}
        <LeaverFields form={form} pushed={pushed} />
        {pushed && form.values.leaverPolicy === 'grace' ? (
          <ScheduleFields form={form} connection={connection} />
        ) : null}
        <GuardFields form={form} managed={connection.people.linked} pushed={pushed} />
        <ClaimedFields form={form} />
        {pushed ? <KeepFields form={form} /> : null}
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
              Save rules
            </Button>
          </DisabledReason>
        </FormActions>
      ) : null}
    </form>
  )
}
