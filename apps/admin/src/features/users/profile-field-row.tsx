import { Button, TextInput } from '@mantine/core'
import { StatusBadge } from '@rollcall/ui'
import { PROFILE_LABELS, type DirectoryRecordView, type ProfileField } from '@rollcall/vocabulary'
import { Pencil, Undo2 } from 'lucide-react'
import { releaseField, type ProfileFormState } from './release-field.ts'
import classes from './profile-field-row.module.css'

export interface ProfileFieldRowProps {
  field: ProfileField
  form: ProfileFormState
  /** A person changed it here, so syncs leave it alone. */
  edited: boolean
  record: DirectoryRecordView | null
  reason: string | null
}

/** One field of the profile and, beside it, what the directory says. */
export function ProfileFieldRow({ field, form, edited, record, reason }: ProfileFieldRowProps) {
  const input = form.getInputProps(field)
  const marked = edited && !form.values.released.includes(field)
  function type(text: string) {
    form.setFieldValue(field, text)
    form.setFieldValue('released', (released) => released.filter((other) => other !== field))
  }
  return (
    <div className={classes.row} data-alone={record === null || undefined}>
      <TextInput
        label={<FieldLabel field={field} edited={marked} />}
        aria-label={PROFILE_LABELS[field]}
        aria-description={marked ? 'Edited here' : undefined}
        required={field === 'name'}
        withAsterisk={field === 'name'}
        type={field === 'email' ? 'email' : 'text'}
        autoComplete="off"
        disabled={reason !== null}
        description={reason !== null && field === 'jobTitle' ? reason : undefined}
        error={input['error']}
        value={form.values[field]}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => void form.validateField(field)}
      />
      {record ? (
        <DirectorySide field={field} form={form} edited={edited} record={record} reason={reason} />
      ) : null}
    </div>
  )
}

function FieldLabel({ field, edited }: { field: ProfileField; edited: boolean }) {
  if (!edited) return <>{PROFILE_LABELS[field]}</>
  return (
    <>
      {PROFILE_LABELS[field]}{' '}
      <StatusBadge tone="info" icon={Pencil}>
        Edited here
      </StatusBadge>
    </>
  )
}

interface DirectorySideProps extends ProfileFieldRowProps {
  record: DirectoryRecordView
}

/** Both lines keep their height, so nothing moves while somebody types. */
function DirectorySide({ field, form, edited, record, reason }: DirectorySideProps) {
  const value = record.profile[field] ?? null
  const released = form.values.released.includes(field)
  const differs = form.values[field].trim() !== (value ?? '')
  return (
    <div className={classes.side}>
      <span className={classes.marks}>
        {released ? <span className={classes.note}>Follows the directory once saved</span> : null}
        {!released && (edited || differs) && reason === null ? (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<Undo2 size={13} aria-hidden />}
            aria-label={`Use the directory's value for ${PROFILE_LABELS[field]}`}
            onClick={() => releaseField(form, field, value)}
          >
            Use the directory's value
          </Button>
        ) : null}
      </span>
      <span className={classes.value} data-empty={value === null || undefined}>
        <span className="ui-hidden">{PROFILE_LABELS[field]} in the directory: </span>
        {value ?? 'Empty'}
      </span>
    </div>
  )
}

/** Names the two columns once. */
export function ProfileColumns({ record }: { record: DirectoryRecordView }) {
  return (
    <div className={classes.heads}>
      <span>Here</span>
      <span className={classes.directoryHead}>In {record.connectionName}</span>
    </div>
  )
}
