import { CardGrid, StatCard } from '@rollcall/ui'
import { isActiveRun, type ChangeKind, type RunCounts, type RunView } from '@rollcall/vocabulary'

interface Tile {
  field: keyof RunCounts
  kind: ChangeKind | null
  /** Shown even when nobody is counted. */
  always: boolean
  planned: string
  done: string
}

const TILES: readonly Tile[] = [
  { field: 'created', kind: 'create', always: true, planned: 'To create', done: 'Created' },
  { field: 'updated', kind: 'update', always: true, planned: 'To update', done: 'Updated' },
  { field: 'reactivated', kind: 'reactivate', always: false, planned: 'To reactivate', done: 'Reactivated' },
  { field: 'disabled', kind: 'disable', always: false, planned: 'To disable', done: 'Disabled' },
  { field: 'deactivated', kind: 'deactivate', always: false, planned: 'To deactivate', done: 'Deactivated' },
  { field: 'left', kind: 'leave', always: false, planned: 'Left the directory', done: 'Left the directory' },
  {
    field: 'conflicts',
    kind: 'conflict',
    always: true,
    planned: 'Need your decision',
    done: 'Need a decision',
  },
  { field: 'errors', kind: 'error', always: false, planned: 'Errors', done: 'Errors' },
  { field: 'skipped', kind: null, always: true, planned: 'Already agree', done: 'Already agreed' },
]

/** An undo makes and keeps people in other words; what stays needs no decision. */
const UNDO_TILES: readonly Tile[] = [
  {
    field: 'deactivated',
    kind: null,
    always: true,
    planned: 'To delete or unlink',
    done: 'Deleted or unlinked',
  },
  { field: 'updated', kind: 'update', always: true, planned: 'To change back', done: 'Changed back' },
  { field: 'reactivated', kind: 'reactivate', always: false, planned: 'To enable', done: 'Enabled again' },
  { field: 'disabled', kind: 'disable', always: false, planned: 'To disable', done: 'Disabled again' },
  { field: 'conflicts', kind: 'conflict', always: true, planned: 'Stay in part', done: 'Stayed in part' },
  { field: 'errors', kind: 'error', always: false, planned: 'Errors', done: 'Errors' },
  {
    field: 'skipped',
    kind: null,
    always: false,
    planned: 'Nothing to take back',
    done: 'Nothing to take back',
  },
]

export interface RunTilesProps {
  run: RunView
  /** Address of the changes of one kind. */
  toKindHref: (kind: ChangeKind) => string
}

/** The run's counts as cards; each leads to the rows it counts. People who agree have no row. */
export function RunTiles({ run, toKindHref }: RunTilesProps) {
  // A run that did not come to its end counts what it would have done.
  const planned = isActiveRun(run.status) || run.status === 'cancelled' || run.status === 'failed'
  const tiles = run.mode === 'undo' ? UNDO_TILES : TILES
  const shown = tiles.filter((tile) => tile.always || run.counts[tile.field] > 0)
  return (
    <CardGrid minWidth={150}>
      {shown.map((tile) => {
        const count = run.counts[tile.field]
        return (
          <StatCard
            key={tile.field}
            label={planned ? tile.planned : tile.done}
            value={count}
            href={tile.kind && count > 0 ? toKindHref(tile.kind) : undefined}
          />
        )
      })}
    </CardGrid>
  )
}
