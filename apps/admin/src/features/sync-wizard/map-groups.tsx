import { Button, Stack } from '@mantine/core'
import { Callout, DisabledReason, EmptyState, LinkButton, Panel } from '@rollcall/ui'
import type { ConnectionView, MappingView, RealmView } from '@rollcall/vocabulary'
import { ArrowRight, Users } from 'lucide-react'
import { useReducer } from 'react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import {
  isMappingChanged,
  reduceMappingDrafts,
  toMappingDrafts,
  toMappingInputs,
  toMissingRealm,
} from './mapping-draft.ts'
import { MappingRows } from './mapping-rows.tsx'
import { UnsavedGuard } from './unsaved-guard.tsx'
import { useSaveMappings } from './use-save-mappings.ts'
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
  const [drafts, dispatch] = useReducer(reduceMappingDrafts, toMappingDrafts(connection.groupIds, mappings))
  const forbidden = useForbiddenReason('mappings.edit')
  const mayNotPlan = useForbiddenReason('runs.start')
  const changed = isMappingChanged(drafts, mappings)
  const save = useSaveMappings(onDone)
  function goOn() {
    if (!changed) return onDone()
    save.mutate({ id: connection.id, mappings: toMappingInputs(drafts) })
  }
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
        <DisabledReason reason={mayNotPlan ?? toMissingRealm(drafts) ?? blocked}>
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
