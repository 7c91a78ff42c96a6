import { Button, SegmentedControl, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Callout, DisabledReason, EmptyState, LinkButton, Panel } from '@rollcall/ui'
import type { ConnectionView, MappingMode, MappingView, RealmView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowRight, Users } from 'lucide-react'
import { useReducer, type Dispatch } from 'react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import classes from './map-groups.module.css'
import {
  findSharedSlug,
  findUnfinished,
  isMappingChanged,
  reduceMappingDrafts,
  toMappingDrafts,
  toMappingInputs,
  type MappingDraft,
  type MappingDraftAction,
} from './mapping-draft.ts'
import { RealmChoice } from './realm-choice.tsx'
import { truncateId } from './truncate-id.ts'
import { UnsavedGuard } from './unsaved-guard.tsx'
import { WizardFooter } from './wizard-footer.tsx'

export interface MapGroupsProps {
  connection: ConnectionView
  mappings: readonly MappingView[]
  realms: readonly RealmView[]
  backHref: string
  /** Why no plan can be made now; null when it can. */
  blocked: string | null
  planning: boolean
  onDone: () => void
}

/** Step 2: which realm the members of each selected group get. Stored when going on. */
export function MapGroups(props: MapGroupsProps) {
  const { connection, mappings, realms, backHref, blocked, planning, onDone } = props
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [drafts, dispatch] = useReducer(reduceMappingDrafts, toMappingDrafts(connection.groupIds, mappings))
  const forbidden = useForbiddenReason('mappings.edit')
  const mayNotPlan = useForbiddenReason('runs.start')
  const changed = isMappingChanged(drafts, mappings)
  const unfinished = findUnfinished(drafts).length
  const save = useMutation(
    trpc.connections.setMappings.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.connections.mappings.queryKey({ id: connection.id }), next)
        onDone()
      },
      onError: (error) => toastProblem('The mappings could not be saved', error),
    }),
  )
  function goOn() {
    if (!changed) return onDone()
    save.mutate({ id: connection.id, mappings: toMappingInputs(drafts) })
  }
  const missing = unfinished > 0 ? 'Choose a realm for every group that maps to an existing one.' : null
  return (
    <Stack gap="md">
      {forbidden ? (
        <Callout tone="info">{`You can look at the mappings, not change them. ${forbidden}`}</Callout>
      ) : null}
      {drafts.length === 0 ? (
        <Panel>
          <EveryoneInScope backHref={backHref} />
        </Panel>
      ) : (
        <MappingRows drafts={drafts} realms={realms} locked={forbidden !== undefined} dispatch={dispatch} />
      )}
      <WizardFooter>
        <LinkButton variant="default" href={backHref}>
          Back to groups
        </LinkButton>
        <DisabledReason reason={mayNotPlan ?? missing ?? blocked}>
          <Button
            rightSection={<ArrowRight size={15} aria-hidden />}
            loading={save.isPending || planning}
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

function EveryoneInScope({ backHref }: { backHref: string }) {
  return (
    <EmptyState
      icon={Users}
      title="Everyone is in scope, so there is no group to map"
      text="People get realms from groups only when those groups are selected in the step before. You can also put people into realms by hand later."
      action={
        <LinkButton variant="default" href={backHref}>
          Select groups
        </LinkButton>
      }
    />
  )
}

interface MappingRowsProps {
  drafts: readonly MappingDraft[]
  realms: readonly RealmView[]
  locked: boolean
  dispatch: Dispatch<MappingDraftAction>
}

function MappingRows({ drafts, realms, locked, dispatch }: MappingRowsProps) {
  return (
    <Panel
      flush
      title="Realms by group"
      description="A mapped group gives its members the realm, and takes away only what it gave. People put into a realm by hand stay."
      actions={
        drafts.length > 1 && !locked ? (
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
                twin={findSharedSlug(draft, drafts)}
                onRealm={(realmId) => dispatch({ type: 'realm', groupId: draft.groupId, realmId })}
              />
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const MODES: readonly { value: MappingMode; label: string }[] = [
  { value: 'none', label: 'No mapping' },
  { value: 'existing', label: 'Existing realm' },
  { value: 'create', label: 'Create from group name' },
]

function ModeChoice({
  draft,
  locked,
  dispatch,
}: Omit<MappingRowsProps, 'drafts' | 'realms'> & { draft: MappingDraft }) {
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
