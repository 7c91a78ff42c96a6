import { NumberInput, Radio, Stack } from '@mantine/core'
import { Callout, FormSection } from '@rollcall/ui'
import { people } from '../../lib/format.ts'
import classes from './policies-panel.module.css'
import { toGuardLimit } from './policy-values.ts'
import type { PolicyFieldsProps } from './scope-fields.tsx'

/** What happens to people who are no longer in the directory or its scope. */
export function LeaverFields({ form, pushed }: PolicyFieldsProps & { pushed: boolean }) {
  return (
    <FormSection
      title="When someone leaves"
      description={
        pushed
          ? 'Someone whom the client deletes. Nobody is deleted here, and coming back finds the same person. Who is disabled or unassigned over there is disabled here at once, whatever you choose.'
          : 'Someone who is deleted in Entra, or no longer in the groups above. A sync never deletes anyone, and coming back finds the same person.'
      }
    >
      <Radio.Group aria-label="When someone leaves" {...form.getInputProps('leaverPolicy')}>
        <Stack gap="sm">
          <Radio
            value="keep"
            label="Keep them and mark them as left"
            description="They can still sign in. You decide about each."
          />
          <Radio
            value="deactivate"
            label="Disable them at once"
            description={`They cannot sign in; their sessions and API keys end with the ${pushed ? 'request' : 'sync that notices'}.`}
          />
          <Radio
            value="grace"
            label="Disable them after some days"
            description={`They are marked as left first, and disabled by the first ${pushed ? 'plan' : 'sync'} after the time is over.`}
          />
        </Stack>
      </Radio.Group>
      {form.values.leaverPolicy === 'grace' ? (
        <div className={classes.grace}>
          <NumberInput
            label="Days until they are disabled"
            min={1}
            max={365}
            allowDecimal={false}
            {...form.getInputProps('leaverGraceDays')}
          />
        </div>
      ) : null}
    </FormSection>
  )
}

/** When a plan stops and waits for a person. */
export function GuardFields({
  form,
  managed,
  pushed,
}: PolicyFieldsProps & { managed: number; pushed: boolean }) {
  const { maxPeople, maxPercent } = form.values
  const limit = toGuardLimit(managed, maxPeople, maxPercent)
  return (
    <FormSection
      title="Safety stop"
      description={
        pushed
          ? 'When requests would take access from unusually many people within an hour, the rest is held until someone confirms it. The client is told that all went well, and is not stopped. The larger of the two numbers counts.'
          : 'A plan that would take access from unusually many people waits until someone confirms it. The larger of the two numbers counts.'
      }
    >
      <div className={classes.pair}>
        <NumberInput
          label="People"
          min={0}
          allowDecimal={false}
          thousandSeparator=","
          {...form.getInputProps('maxPeople')}
        />
        <NumberInput
          label="Percent of the people managed here"
          min={0}
          max={100}
          suffix=" %"
          {...form.getInputProps('maxPercent')}
        />
      </div>
      {Number.isFinite(limit) ? (
        <Callout tone="info">
          This connection manages {people(managed)} now.{' '}
          {pushed
            ? `When more than ${people(limit)} would lose access within an hour, the rest is held.`
            : `A plan that would disable more than ${people(limit)} waits.`}
        </Callout>
      ) : null}
    </FormSection>
  )
}
