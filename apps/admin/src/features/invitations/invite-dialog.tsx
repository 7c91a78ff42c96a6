import { Modal } from '@mantine/core'
import { InviteForm, type InviteValues } from './invite-form.tsx'

export interface InviteDialogProps {
  opened: boolean
  onClose: () => void
  /** What the form begins with; empty fields when left out. */
  initial?: InviteValues
}

/** Asks for one person by email to join, with a role and realms. */
export function InviteDialog({ opened, onClose, initial }: InviteDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Invite a person" size={520}>
      <InviteForm initial={initial} onDone={onClose} onCancel={onClose} />
    </Modal>
  )
}
