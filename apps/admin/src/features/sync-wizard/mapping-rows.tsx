import { Button, SegmentedControl, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Panel } from '@rollcall/ui'
import type { MappingMode, RealmView } from '@rollcall/vocabulary'
import type { Dispatch, ReactNode } from 'react'
import classes from './map-groups.module.css'
import { findSharedSlug, type MappingDraft, type MappingDraftAction } from './mapping-draft.ts'
import { RealmChoice } from './realm-choice.tsx'
import { truncateId } from './truncate-id.ts'

export interface MappingRowsProps {
  /** The groups to show. */
  drafts: readonly MappingDraft[]
  /** Every group that has a draft, also those that are not shown; the same when left out. */
  all?: readonly MappingDraft[]
  realms: readonly RealmView[]
  locked: boolean
  dispatch: Dispatch<MappingDraftAction>
  /** Above the rows, for a search. */
  filter?: ReactNode
  /** Below the rows, for what is not shown yet. */
  foot?: ReactNode
}

/** Groups one below the other, each with what its members get. */
export function MappingRows({
  drafts,
  all = drafts,
  realms,
  locked,
  dispatch,
  filter,
  foot,
}: MappingRowsProps) {
  return (
    <Panel
      flush
      title="Realms by group"
      description="A mapped group gives its members the realm, and takes away only what it gave. People put into a realm by hand stay."
      actions={
        all.length > 1 && !locked ? (
          <>
            <Button variant="default" size="xs" onClick={() => dispatch({ type: 'allMode', mode: 'create' })}>
              Create a realm for each
            </Button>
            <Button variant="default" size="xs" onClick={() => dispatch({ type: 'allMode', mode: 'none' })}>
              Map none
            </Button>
          </>
        ) : null
      }
    >
      {filter}
      <ul className={classes.rows}>
        {drafts.map((draft) => (
          <li key={draft.groupId} className={classes.row}>
            <Text size="sm" fw={500} className={classes.name}>
              {draft.groupName ?? truncateId(draft.groupId)}
            </Text>
            <ModeChoice draft={draft} locked={locked} dispatch={dispatch} />
            <div className={classes.realm}>
              <RealmChoice
                draft={draft}
                realms={realms}
                locked={locked}
                twin={findSharedSlug(draft, all)}
                onRealm={(realmId) => dispatch({ type: 'realm', groupId: draft.groupId, realmId })}
              />
            </div>
          </li>
        ))}
      </ul>
      {foot}
    </Panel>
  )
}

const MODES: readonly { value: MappingMode; label: string }[] = [
  { value: 'none', label: 'No mapping' },
  { value: 'existing', label: 'Existing realm' },
  { value: 'create', label: 'Create from group name' },
]

interface ModeChoiceProps {
  draft: MappingDraft
  locked: boolean
  dispatch: Dispatch<MappingDraftAction>
}

function ModeChoice({ draft, locked, dispatch }: ModeChoiceProps) {
  const narrow = useMediaQuery('(max-width: 30em)', false, { getInitialValueInEffect: false })
  return (
    <SegmentedControl
      size="xs"
      orientation={narrow ? 'vertical' : 'horizontal'}
      fullWidth={narrow}
      aria-label={`Mapping of ${draft.groupName ?? draft.groupId}`}
      disabled={locked}
      value={draft.mode}
      data={[...MODES]}
      onChange={(mode) => dispatch({ type: 'mode', groupId: draft.groupId, mode })}
    />
  )
}
