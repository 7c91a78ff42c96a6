import { Group } from '@mantine/core'
import { Page, PageHeader, PersonAvatar } from '@rollcall/ui'
import type { UserDetailView } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { usePageTitle } from '../../lib/page-title.ts'
import { useMe } from '../../lib/permissions.tsx'
import { DirectoryRecords } from './directory-records.tsx'
import { toEditRights } from './edit-rights.ts'
import classes from './person-page.module.css'
import { PersonWhy } from './person-why.tsx'
import { PersonTimeline } from './person-timeline.tsx'
import { ProfileFacts } from './profile-facts.tsx'
import { ProfileForm } from './profile-form.tsx'
import { RealmMemberships } from './realm-memberships.tsx'
import { StatusCard } from './status-card.tsx'
import { LeftBadge, toUserState, UserStateBadge } from './user-state.tsx'

const TABS = {
  registered: { label: 'Registered', href: '/users' },
  unclaimed: { label: 'Unclaimed', href: '/users?tab=unclaimed' },
  disabled: { label: 'Disabled', href: '/users?tab=disabled' },
} as const

export interface PersonPageProps {
  user: UserDetailView
  /** The next step of someone who has not claimed; stands first. */
  renderClaim?: (user: UserDetailView) => ReactNode
  /** What the person was granted; stands below the realms. */
  renderGrants?: (user: UserDetailView) => ReactNode
}

/** One person: who they are and what the directory says, the state of the account, and what happened. */
export function PersonPage({ user, renderClaim, renderGrants }: PersonPageProps) {
  usePageTitle(user.name)
  const rights = toEditRights(useMe(), user)
  return (
    <Page>
      <PageHeader
        breadcrumbs={[{ label: 'Users', href: '/users' }, TABS[toUserState(user)], { label: user.name }]}
        title={
          <Group gap="sm" component="span" wrap="nowrap">
            <PersonAvatar name={user.name} size={40} />
            {user.name}
          </Group>
        }
        meta={
          <>
            <UserStateBadge user={user} />
            <LeftBadge leftAt={user.leftAt} />
          </>
        }
        description={user.email ?? 'No email'}
      />
      <div className={classes.columns}>
        {renderClaim ? <div className={classes.next}>{renderClaim(user)}</div> : null}
        <div className={classes.main}>
          {rights.all ? (
            <ProfileFacts user={user} reason={rights.all} />
          ) : (
            <ProfileForm key={user.id} user={user} rights={rights} />
          )}
          <DirectoryRecords user={user} />
        </div>
        <aside className={classes.side} aria-label="Account and realms">
          <StatusCard user={user} rights={rights} />
          <RealmMemberships user={user} rights={rights} />
          {renderGrants?.(user)}
        </aside>
      </div>
      <PersonWhy id={user.id} />
      <PersonTimeline id={user.id} />
    </Page>
  )
}
