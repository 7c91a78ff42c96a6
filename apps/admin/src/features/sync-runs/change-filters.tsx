import { Button, Group, Menu } from '@mantine/core'
import { FilterSelect, SearchField } from '@rollcall/ui'
import { changeKind, changeOutcome, type ChangeView } from '@rollcall/vocabulary'
import { ChevronDown } from 'lucide-react'
import type { ChangeSearch } from './change-search.ts'
import { CHANGE_KIND_WORDS, OUTCOME_WORDS } from './change-words.ts'
import { toLeavableKinds } from './leave-out.ts'
import type { LeaveOutChoice } from './use-leave-out.ts'

type Kinds = Partial<Record<ChangeView['kind'], number>>

export interface ChangeFiltersProps {
  kinds: Kinds
  outcomes: Partial<Record<ChangeView['outcome'], number>>
  search: ChangeSearch
  onSearch: (search: ChangeSearch) => void
  /** Null where nothing can be left out. */
  choice: LeaveOutChoice | null
}

/** Search and filters with the counts of the whole run, and what can be left out as a whole. */
export function ChangeFilters({ kinds, outcomes, search, onSearch, choice }: ChangeFiltersProps) {
  const presentKinds = changeKind.options.filter((kind) => (kinds[kind] ?? 0) > 0 || kind === search.kind)
  const presentOutcomes = changeOutcome.options.filter(
    (outcome) => (outcomes[outcome] ?? 0) > 0 || outcome === search.outcome,
  )
  return (
    <Group gap="xs" p="md">
      <SearchField
        label="Search by name or email"
        value={search.search ?? ''}
        onChange={(text) => onSearch({ ...search, search: text || undefined })}
      />
      <FilterSelect
        label="Kind of change"
        anyLabel="Every kind"
        width={220}
        value={search.kind ?? null}
        onChange={(kind) => onSearch({ ...search, kind: changeKind.safeParse(kind).data })}
        options={presentKinds.map((kind) => ({
          value: kind,
          label: CHANGE_KIND_WORDS[kind].word,
          count: kinds[kind] ?? 0,
        }))}
      />
      <FilterSelect
        label="Outcome"
        width={220}
        value={search.outcome ?? null}
        onChange={(outcome) => onSearch({ ...search, outcome: changeOutcome.safeParse(outcome).data })}
        options={presentOutcomes.map((outcome) => ({
          value: outcome,
          label: OUTCOME_WORDS[outcome].word,
          count: outcomes[outcome] ?? 0,
        }))}
      />
      {choice ? <LeaveOutMenu kinds={kinds} choice={choice} /> : null}
    </Group>
  )
}

/** Leaves out, or puts back, every change of a kind. */
function LeaveOutMenu({ kinds, choice }: { kinds: Kinds; choice: LeaveOutChoice }) {
  const leavable = toLeavableKinds(kinds)
  if (leavable.length === 0) return null
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" rightSection={<ChevronDown size={14} aria-hidden />}>
          Leave out
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {leavable.map((kind) => {
          const out = choice.state.kinds.has(kind)
          const words = `${CHANGE_KIND_WORDS[kind].word} (${new Intl.NumberFormat('en-US').format(kinds[kind] ?? 0)})`
          return (
            <Menu.Item key={kind} onClick={() => choice.take({ type: 'kind', kind, applied: out })}>
              {out ? `Put all back: ${words}` : `Leave out all: ${words}`}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
