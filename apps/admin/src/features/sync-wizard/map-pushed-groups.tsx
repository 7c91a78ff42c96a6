import { Box, Button, Stack } from '@mantine/core'
import { Callout, DisabledReason, EmptyState, SearchField, TableSkeleton } from '@rollcall/ui'
import type { ConnectionView, MappingView, RealmView, RunId } from '@rollcall/vocabulary'
import { ArrowRight, Users } from 'lucide-react'
import { useEffect, useReducer, useState } from 'react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ShowMore } from '../../shell/show-more.tsx'
import { ActiveRunNotice, toBlockedReason } from './active-run-notice.tsx'
import {
  isMappingChanged,
  reduceMappingDrafts,
  toMappingDrafts,
  toMappingInputs,
  toMissingRealm,
} from './mapping-draft.ts'
import { MappingRows } from './mapping-rows.tsx'
import { findShown } from './shown-drafts.ts'
import { UnsavedGuard } from './unsaved-guard.tsx'
import { usePushedGroups } from './use-pushed-groups.ts'
import { useSaveMappings } from './use-save-mappings.ts'
import { useActiveRun, useStartPlan } from './use-start-plan.ts'
import { WizardFooter } from './wizard-footer.tsx'

export interface MapPushedGroupsProps {
  connection: ConnectionView
  mappings: readonly MappingView[]
  realms: readonly RealmView[]
  onPlan: (run: RunId) => void
}

/** The groups a client has sent, each with what its members get; what is saved shows its consequences in a plan first. */
export function MapPushedGroups({ connection, mappings, realms, onPlan }: MapPushedGroupsProps) {
  const [search, setSearch] = useState('')
  const [drafts, dispatch] = useReducer(reduceMappingDrafts, toMappingDrafts([], mappings))
  const { query, groups } = usePushedGroups(connection.id, search)
  useEffect(() => {
    dispatch({ type: 'known', groups })
  }, [groups])
  const { run: active } = useActiveRun(connection.id)
  const plan = useStartPlan(connection.id, onPlan)
  const save = useSaveMappings(() => plan.mutate(active))
  const forbidden = useForbiddenReason('mappings.edit')
  const mayNotPlan = useForbiddenReason('runs.start')
  const changed = isMappingChanged(drafts, mappings)
  if (query.isError && !query.data) {
    return (
      <ProblemState
        error={query.error}
        title="The groups could not be loaded"
        onRetry={() => void query.refetch()}
      />
    )
  }
  function goOn() {
    if (!changed) return plan.mutate(active)
    const giving = drafts.filter((draft) => draft.mode !== 'none')
    save.mutate({ id: connection.id, mappings: toMappingInputs(giving) })
  }
  const shown = findShown(drafts, groups, { whole: search === '' && !query.hasNextPage })
  return (
    <Stack gap="md">
      {forbidden ? (
        <Callout tone="info">{`You can look at the mappings, not change them. ${forbidden}`}</Callout>
      ) : null}
      <ActiveRunNotice run={active} reviewHref={`/sync/${connection.id}?step=review`} />
      <MappingRows
        drafts={shown}
        all={drafts}
        realms={realms}
        locked={forbidden !== undefined}
        dispatch={dispatch}
        filter={
          drafts.length > 0 ? (
            <Box p="md">
              <SearchField label="Search groups by name" value={search} onChange={setSearch} />
            </Box>
          ) : null
        }
        foot={
          <>
            {query.isPending ? <TableSkeleton rows={4} columns={3} /> : null}
            {!query.isPending && shown.length === 0 ? <NoPushedGroups search={search} /> : null}
            <ShowMore query={query} label="Show more groups" />
          </>
        }
      />
      <WizardFooter>
        <DisabledReason reason={mayNotPlan ?? toMissingRealm(drafts) ?? toBlockedReason(active)}>
          <Button
            rightSection={<ArrowRight size={15} aria-hidden />}
            loading={save.isPending || plan.isPending}
            onClick={goOn}
          >
            {changed ? 'Save and review plan' : 'Review plan'}
          </Button>
        </DisabledReason>
      </WizardFooter>
      <UnsavedGuard dirty={changed && !save.isPending && !save.isSuccess} what="the mappings" />
    </Stack>
  )
}

function NoPushedGroups({ search }: { search: string }) {
  return (
    <EmptyState
      icon={Users}
      title={search ? `No group matches “${search}”` : 'No groups have been sent yet'}
      text={
        search
          ? 'Check the spelling, or search for another word of the name.'
          : 'Assign groups to the application in Entra, or push them from the client. They appear here as they arrive, and give realms only once you map them.'
      }
    />
  )
}
