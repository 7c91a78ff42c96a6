import { Button, Group, List, Modal, Text, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Callout } from '../status/callout.tsx'

export interface ConfirmDialogProps {
  opened: boolean
  onClose: () => void
  /** May return a promise; the dialog stays open and busy until it settles, and closes when it resolves. */
  onConfirm: (reason: string) => void | Promise<unknown>
  /** A question with its object: `Delete the connection Contoso?` */
  title: string
  /** What happens, in one or two sentences. */
  children?: ReactNode
  /** What will be gone, one line each, with numbers. */
  losses?: readonly ReactNode[]
  /** Verb with its object. */
  confirmLabel: string
  /** Text that must be typed first, for actions above a threshold. */
  typed?: string
  /** Asks why; the answer is handed to `onConfirm`. */
  reason?: ReasonField
  danger?: boolean
}

export interface ReasonField {
  /** A question: `Why is this right?` */
  label: string
  description?: string
  /** Without an answer the dialog cannot be confirmed. */
  required: boolean
  maxLength?: number
}

/** Asks before something that cannot be taken back, and names what is lost. Cancel has the first focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size={480}>
      <ConfirmBody {...props} />
    </Modal>
  )
}

function ConfirmBody({
  onClose,
  onConfirm,
  children,
  losses = [],
  confirmLabel,
  typed,
  reason,
  danger = true,
}: ConfirmDialogProps) {
  const [entered, setEntered] = useState('')
  const [answer, setAnswer] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  async function confirm() {
    setBusy(true)
    setFailure(undefined)
    try {
      await onConfirm(answer.trim())
      onClose()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'It did not work. Try again.')
    } finally {
      setBusy(false)
    }
  }
  const unanswered = reason?.required === true && answer.trim() === ''
  const locked = unanswered || (typed !== undefined && entered.trim() !== typed)
  return (
    <>
      {children ? <Text size="sm">{children}</Text> : null}
      {losses.length > 0 ? <Losses losses={losses} danger={danger} /> : null}
      {typed === undefined ? null : <TypedConfirmation typed={typed} value={entered} onChange={setEntered} />}
      {reason ? <Reason reason={reason} value={answer} onChange={setAnswer} /> : null}
      {failure ? <Failure>{failure}</Failure> : null}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button
          variant="default"
          onClick={onClose}
          data-autofocus={(typed === undefined && !reason?.required) || undefined}
        >
          Cancel
        </Button>
        <Button
          color={danger ? 'red' : undefined}
          disabled={locked}
          loading={busy}
          onClick={() => void confirm()}
        >
          {confirmLabel}
        </Button>
      </Group>
    </>
  )
}

interface ReasonProps {
  reason: ReasonField
  value: string
  onChange: (value: string) => void
}

function Reason({ reason, value, onChange }: ReasonProps) {
  return (
    <Textarea
      mt="md"
      label={reason.label}
      description={reason.description}
      required={reason.required}
      maxLength={reason.maxLength}
      rows={3}
      data-autofocus={reason.required || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

interface TypedConfirmationProps {
  typed: string
  value: string
  onChange: (value: string) => void
}

function TypedConfirmation({ typed, value, onChange }: TypedConfirmationProps) {
  return (
    <TextInput
      mt="md"
      label={`Type ${typed} to confirm`}
      autoComplete="off"
      data-autofocus
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function Failure({ children }: { children: string }) {
  return (
    <Text size="sm" c="var(--mantine-color-error)" mt="md" role="alert">
      {children}
    </Text>
  )
}

function Losses({ losses, danger }: { losses: readonly ReactNode[]; danger: boolean }) {
  return (
    <Text component="div" size="sm" mt="md">
      <Callout tone={danger ? 'danger' : 'info'}>
        <List size="sm" spacing={2}>
          {losses.map((loss, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the lines are fixed while the dialog is open
            <List.Item key={index}>{loss}</List.Item>
          ))}
        </List>
      </Callout>
    </Text>
  )
}
