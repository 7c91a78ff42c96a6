import { Modal } from '@mantine/core'
import type { createdApiKeyView } from '@rollcall/vocabulary'
import { useState } from 'react'
import type * as z from 'zod'
import { CreateKeyForm } from './create-key-form.tsx'
import { CreatedKey } from './created-key.tsx'

export type CreatedKeyView = z.infer<typeof createdApiKeyView>

/** First the form, then the key itself, which is shown this one time. */
export function CreateKeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [created, setCreated] = useState<CreatedKeyView>()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => setCreated(undefined)}
      closeOnClickOutside={!created}
      closeOnEscape={!created}
      title={created ? 'Copy your new API key' : 'Create API key'}
      size={520}
    >
      {created ? (
        <CreatedKey created={created} onDone={onClose} />
      ) : (
        <CreateKeyForm onCreated={setCreated} onCancel={onClose} />
      )}
    </Modal>
  )
}
