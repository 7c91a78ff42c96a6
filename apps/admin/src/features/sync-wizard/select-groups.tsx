import { Button, Stack, Switch } from '@mantine/core'
import { Callout, Panel, SearchField } from '@rollcall/ui'
import type { ConnectionView, MappingView } from '@rollcall/vocabulary'
import { ArrowRight } from 'lucide-react'
import { useReducer } from 'react'
import { countOf } from '../../lib/format.ts'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { ChosenGroups } from './chosen-groups.tsx'
import { isSelectionChanged, reduceGroupSelection, type GroupSelection } from './group-selection.ts'
import { GroupTable } from './group-table.tsx'
import { UnsavedGuard } from './unsaved-guard.tsx'
import { isEveryGroupKnown, useSaveGroups } from './use-save-groups.ts'
import { WizardFooter } from './wizard-footer.tsx'

export interface SelectGroupsProps {
  connection: ConnectionView
  mappings: readonly MappingView[]
  search: string
  onSearch: (search: string) => void
  onDone: () => void
}

/** Step 1: who is synced. Stored when going on. */
export function SelectGroups({ connection, mappings, search, onSearch, onDone }: SelectGroupsProps) {
  const [state, dispatch] = useReducer(reduceGroupSelection, { connection, mappings }, toSelection)
  const forbidden = useForbiddenReason('connections.edit')
  const changed = isSelectionChanged(state, connection)
  const save = useSaveGroups(connection, mappings, onDone)
  function goOn() {
    if (forbidden || (!changed && isEveryGroupKnown(connection, mappings))) return onDone()
    save.mutate({ groupIds: state.chosen.map((group) => group.id), includeNested: state.includeNested })
  }
  return (
    <Stack gap="md">
      {forbidden ? (
        <Callout tone="info">{`You can look at the groups, not change them. ${forbidden}`}</Callout>
      ) : null}
      <Panel flush>
        <Stack gap="sm" p="md">
          <SearchField label="Search groups by name" value={search} onChange={onSearch} />
          <ChosenGroups
            chosen={state.chosen}
            onRemove={forbidden ? undefined : (id) => dispatch({ type: 'removed', id })}
          />
          <NestedSwitch
            state={state}
            locked={forbidden !== undefined}
            onChange={(includeNested) => dispatch({ type: 'nested', includeNested })}
          />
        </Stack>
        <GroupTable
          connectionId={connection.id}
          search={search}
          selected={new Set(state.chosen.map((group) => group.id))}
          onSelect={forbidden ? undefined : (ids, known) => dispatch({ type: 'selected', ids, known })}
          onKnown={(groups) => dispatch({ type: 'named', groups })}
        />
      </Panel>
      <WizardFooter note={toScopeNote(state)}>
        <Button rightSection={<ArrowRight size={15} aria-hidden />} loading={save.isPending} onClick={goOn}>
          {changed ? 'Save and map groups' : 'Map groups'}
        </Button>
      </WizardFooter>
      <UnsavedGuard dirty={changed && !save.isPending && !save.isSuccess} what="the selected groups" />
    </Stack>
  )
}

function toScopeNote({ chosen }: GroupSelection): string {
  return chosen.length === 0
    ? 'Everyone in the directory'
    : `${countOf(chosen.length, 'group', 'groups')} selected`
}

function toSelection(from: { connection: ConnectionView; mappings: readonly MappingView[] }): GroupSelection {
  const names = new Map(from.mappings.map((mapping) => [mapping.groupId, mapping.groupName]))
  return {
    chosen: from.connection.groupIds.map((id) => ({ id, name: names.get(id) ?? null })),
    includeNested: from.connection.includeNested,
  }
}

interface NestedSwitchProps {
  state: GroupSelection
  locked: boolean
  onChange: (includeNested: boolean) => void
}

function NestedSwitch({ state, locked, onChange }: NestedSwitchProps) {
  const reason =
    state.chosen.length === 0 ? 'Matters only when groups are selected: everyone is synced now.' : null
  return (
    <Switch
      label="Include people in groups inside these groups"
      description={
        reason ??
        'Off, only direct members are synced, as Microsoft does when it assigns groups to an app. On, groups inside groups are followed to any depth, and everyone found counts as a member of the selected group.'
      }
      checked={state.includeNested}
      disabled={locked || reason !== null}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
