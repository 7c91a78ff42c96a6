import { EmptyState, LinkButton } from '@rollcall/ui'
import { Users } from 'lucide-react'
import { useMay } from '../../lib/permissions.tsx'
import { toSectionHref } from './sections.ts'

export interface NoResourcesProps {
  kind: 'people' | 'groups'
  id: string
  search: string | undefined
}

export function NoResources({ kind, id, search }: NoResourcesProps) {
  const maySetUp = useMay('connections.read')
  if (search) {
    return (
      <EmptyState
        icon={Users}
        title={`Nothing matches “${search}”`}
        text={
          kind === 'people'
            ? 'Names, user names and external IDs are searched. What was deleted by the client is not listed.'
            : 'Names and external IDs are searched. What was deleted by the client is not listed.'
        }
      />
    )
  }
  return (
    <EmptyState
      icon={Users}
      title={kind === 'people' ? 'No people have been sent yet' : 'No groups have been sent yet'}
      text={
        kind === 'people'
          ? 'They appear here as soon as the client sends them.'
          : 'Groups arrive when they are assigned to the application in Entra, or pushed by the client.'
      }
      action={
        maySetUp ? (
          <LinkButton variant="default" href={toSectionHref(id, 'setup')}>
            Open the setup
          </LinkButton>
        ) : null
      }
    />
  )
}
