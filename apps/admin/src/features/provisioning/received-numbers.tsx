import { CardGrid, StatCard } from '@rollcall/ui'
import type { ConnectionView, ScimConnectionPart } from '@rollcall/vocabulary'
import { toSectionHref } from './sections.ts'

/** What the connection has brought, each number with the way to its rows. */
export function ReceivedNumbers({
  connection: { id, people },
  scim,
}: {
  connection: ConnectionView
  scim: ScimConnectionPart
}) {
  return (
    <CardGrid>
      <StatCard label="People received" value={scim.users} href={toSectionHref(id, 'resources')} />
      <StatCard
        label="Groups received"
        value={scim.groups}
        href={toSectionHref(id, 'resources', { type: 'Group' })}
      />
      <StatCard label="People managed here" value={people.linked} href={`/users?connectionId=${id}`} />
      <StatCard
        label="Conflicts to decide"
        value={people.conflicts}
        href="/conflicts"
        hint={people.conflicts > 0 ? 'Needs you' : undefined}
        hintTone="warning"
      />
    </CardGrid>
  )
}
