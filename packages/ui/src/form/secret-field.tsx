import { Button, PasswordInput } from '@mantine/core'
import { ShieldCheck } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import classes from './secret-field.module.css'

export interface SecretFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  description?: ReactNode
  error?: ReactNode
  required?: boolean
  /** What may be said about the secret already kept, for example `Ends in x7Q, valid until 3 May 2027`. */
  stored?: string
}

/** A secret that is written once and never shown again. A stored one must be replaced, it cannot be read. */
export function SecretField({
  label,
  value,
  onChange,
  description,
  error,
  required,
  stored,
}: SecretFieldProps) {
  const [replacing, setReplacing] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (replacing) input.current?.focus()
  }, [replacing])
  if (stored && !replacing && !error) {
    return (
      <fieldset className={classes.group} aria-label={label}>
        <div className={classes.label}>{label}</div>
        <div className={classes.stored}>
          <ShieldCheck size={16} aria-hidden className={classes.icon} />
          <span className={classes.text}>{stored}</span>
          <Button variant="subtle" size="compact-sm" onClick={() => setReplacing(true)}>
            Replace
          </Button>
        </div>
      </fieldset>
    )
  }
  return (
    <PasswordInput
      label={label}
      description={description ?? 'Stored encrypted; never shown again.'}
      error={error}
      required={required}
      autoComplete="off"
      spellCheck={false}
      ref={input}
      value={value}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': `Show or hide ${label.toLowerCase()}` }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
