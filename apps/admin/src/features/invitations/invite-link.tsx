import { Button } from '@mantine/core'
import { DisabledReason, LinkButton } from '@rollcall/ui'
import { UserPlus } from 'lucide-react'
import { useForbiddenReason } from '../../lib/permissions.tsx'

/** Leads to the form that invites someone who is in no directory. */
export function InviteLink() {
  const reason = useForbiddenReason('invitations.edit')
  const icon = <UserPlus size={16} aria-hidden />
  if (reason === undefined) {
    return (
      <LinkButton href="/invitations?invite=true" leftSection={icon}>
        Invite person
      </LinkButton>
    )
  }
  // A link without an address cannot be reached by keyboard, a button can.
  return (
    <DisabledReason reason={reason}>
      <Button leftSection={icon}>Invite person</Button>
    </DisabledReason>
  )
}
