import { Button } from '@mantine/core'
import { ConfirmDialog, RelativeTime } from '@rollcall/ui'
import type { ConnectionId, ScimTokenView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../../lib/permissions.tsx'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

export interface RevokeTokenButtonProps {
  connectionId: ConnectionId
  token: ScimTokenView
}

/** Ends a token; nothing for one that no longer works, or for people who may not. */
export function RevokeTokenButton({ connectionId, token }: RevokeTokenButtonProps) {
  const [asking, setAsking] = useState(false)
  const revoke = useRevokeToken(connectionId, token.name)
  const allowed = useMay('provisioning.edit')
  if (!allowed || token.state !== 'live') return null
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Revoke token ${token.name}`}
        onClick={() => setAsking(true)}
      >
        Revoke
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => revoke.mutateAsync({ connectionId, tokenId: token.id })}
        title={`Revoke the token “${token.name}”?`}
        confirmLabel="Revoke token"
        losses={[
          'Whatever uses this token is refused from its next request on. It cannot be brought back.',
          <span key="used">
            Last used: <RelativeTime value={token.lastUsedAt} fallback="never" />
          </span>,
        ]}
      />
    </>
  )
}

function useRevokeToken(id: ConnectionId, name: string) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.provisioning.revokeToken.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({
          queryKey: trpc.provisioning.tokens.queryKey({ connectionId: id }),
        })
        void queryClient.invalidateQueries({ queryKey: trpc.connections.get.queryKey({ id }) })
        void queryClient.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
        void queryClient.invalidateQueries({ queryKey: trpc.overview.pathKey() })
        toastDone(`The token “${name}” is revoked and no longer works.`)
      },
    }),
  )
}
