import { Modal } from '@mantine/core'
import type { ConnectionId, CreatedScimTokenView } from '@rollcall/vocabulary'
import { useState } from 'react'
import { CreateTokenForm } from './create-token-form.tsx'
import { CreatedToken } from './created-token.tsx'

export interface CreateTokenDialogProps {
  id: ConnectionId
  opened: boolean
  onClose: () => void
}

/** First the form, then the token itself, which is shown this one time. */
export function CreateTokenDialog({ id, opened, onClose }: CreateTokenDialogProps) {
  const [created, setCreated] = useState<CreatedScimTokenView>()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => setCreated(undefined)}
      closeOnClickOutside={!created}
      closeOnEscape={!created}
      title={created ? 'Copy your new token' : 'Create token'}
      size={520}
    >
      {created ? (
        <CreatedToken id={id} created={created} onDone={onClose} />
      ) : (
        <CreateTokenForm id={id} onCreated={setCreated} onCancel={onClose} />
      )}
    </Modal>
  )
}
