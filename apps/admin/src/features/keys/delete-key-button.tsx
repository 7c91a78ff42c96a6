import { ActionIcon, Tooltip } from '@mantine/core'
import { ConfirmDialog, RelativeTime } from '@rollcall/ui'
import type { ApiKeyView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../../lib/permissions.tsx'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

export function DeleteKeyButton({ apiKey }: { apiKey: ApiKeyView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const allowed = useMay('keys.edit')
  const [asking, setAsking] = useState(false)
  const revoke = useMutation(
    trpc.keys.revoke.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.keys.list.queryKey() })
        toastDone(`The API key “${apiKey.name}” is deleted and no longer works.`)
      },
    }),
  )
  if (!allowed) return null
  return (
    <>
      <Tooltip label={`Delete API key ${apiKey.name}`}>
        <ActionIcon aria-label={`Delete API key ${apiKey.name}`} onClick={() => setAsking(true)}>
          <Trash2 size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => revoke.mutateAsync({ id: apiKey.id })}
        title={`Delete the API key “${apiKey.name}”?`}
        confirmLabel="Delete API key"
        losses={[
          'Whatever uses this key is refused from now on. It cannot be brought back.',
          <span key="used">
            Last used: <RelativeTime value={apiKey.lastUsedAt} fallback="never" />
          </span>,
        ]}
      />
    </>
  )
}
