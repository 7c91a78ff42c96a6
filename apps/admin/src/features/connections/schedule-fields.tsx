import { NumberInput, Select, TextInput } from '@mantine/core'
import { FormSection } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'
import { useMemo } from 'react'
import classes from './policies-panel.module.css'
import { ScheduleStatus } from './schedule-status.tsx'
import { browserTimeZone, EVERY_MINUTES, toTimeZoneOptions, type ScheduleKind } from './schedule-values.ts'
import type { PolicyFieldsProps } from './scope-fields.tsx'

const KINDS: { value: ScheduleKind; label: string }[] = [
  { value: 'off', label: 'Off: only when someone starts it' },
  { value: 'minutes', label: 'Every few minutes' },
  { value: 'hourly', label: 'Every hour' },
  { value: 'daily', label: 'Every day' },
  { value: 'custom', label: 'Custom (cron)' },
]

const EVERY = EVERY_MINUTES.map((value) => ({ value, label: `${value} minutes` }))

/** When syncs start by themselves, and how often everyone is read. */
export function ScheduleFields({ form, connection }: PolicyFieldsProps & { connection: ConnectionView }) {
  const { kind } = form.values.schedule
  const pushed = connection.kind === 'scim'
  return (
    <FormSection
      title={pushed ? 'When plans are made' : 'When it syncs'}
      description={
        pushed
          ? 'Requests come by themselves. A plan on this schedule disables those whose days are over; it stops and waits where the safety stop says so.'
          : 'A sync that was missed while the server was down runs once when it is back. One that still runs, or waits for you, is not doubled.'
      }
    >
      <ScheduleStatus connection={connection} />
      <Select
        label="Schedule"
        data={KINDS}
        allowDeselect={false}
        maw={320}
        {...form.getInputProps('schedule.kind')}
      />
      {kind === 'off' ? null : <Slot form={form} />}
      {connection.groupIds.length === 0 && !pushed ? (
        <NumberInput
          label="Read everyone at least every … days"
          description="Between two complete readings only changes are read. A complete one heals whatever was missed."
          min={1}
          max={30}
          allowDecimal={false}
          maw={320}
          {...form.getInputProps('fullEveryDays')}
        />
      ) : null}
    </FormSection>
  )
}

function Slot({ form }: PolicyFieldsProps) {
  const { kind } = form.values.schedule
  const stored = form.getInitialValues().schedule.timeZone
  const zones = useMemo(() => toTimeZoneOptions(browserTimeZone(), stored), [stored])
  return (
    <div className={classes.pair}>
      {kind === 'minutes' ? (
        <Select label="Every" data={EVERY} allowDeselect={false} {...form.getInputProps('schedule.every')} />
      ) : null}
      {kind === 'hourly' ? (
        <NumberInput
          label="At minute"
          min={0}
          max={59}
          allowDecimal={false}
          {...form.getInputProps('schedule.minute')}
        />
      ) : null}
      {kind === 'daily' ? (
        <TextInput type="time" label="At" {...form.getInputProps('schedule.time')} />
      ) : null}
      {kind === 'custom' ? (
        <TextInput
          label="Cron expression"
          description="Minute, hour, day of the month, month, day of the week."
          placeholder="0 2 * * mon-fri"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: 'ui-mono' }}
          {...form.getInputProps('schedule.cron')}
        />
      ) : null}
      <Select
        label="Time zone"
        data={zones}
        searchable
        allowDeselect={false}
        limit={200}
        nothingFoundMessage="No time zone has this name."
        {...form.getInputProps('schedule.timeZone')}
      />
    </div>
  )
}
