import { Group } from '@mantine/core'
import { FilterSelect, SearchField } from '@rollcall/ui'
import { directoryPeopleFilter, type DirectoryCoverage } from '@rollcall/vocabulary'
import { peopleSearch, SHOWN_LABELS, type PeopleSearch } from './people-search.ts'

export interface PeopleFiltersProps {
  search: PeopleSearch
  onSearch: (search: PeopleSearch) => void
  coverage: readonly DirectoryCoverage[]
}

export function PeopleFilters({ search, onSearch, coverage }: PeopleFiltersProps) {
  const set = (part: Partial<PeopleSearch>) => onSearch({ ...search, ...part })
  return (
    <Group p="md" gap="sm">
      <SearchField
        label="Search by name, email or user principal name"
        width={380}
        value={search.search ?? ''}
        onChange={(text) => set({ search: text || undefined })}
      />
      <FilterSelect
        label="Show"
        anyLabel="Everyone"
        value={search.show ?? null}
        options={directoryPeopleFilter.options.map((value) => ({ value, label: SHOWN_LABELS[value] }))}
        onChange={(show) => set({ show: peopleSearch.parse({ show: show ?? undefined }).show })}
      />
      {coverage.length > 1 || search.connectionId ? (
        <FilterSelect
          label="Directory"
          value={search.connectionId ?? null}
          options={coverage.map((one) => ({ value: one.connectionId, label: one.connectionName }))}
          onChange={(connectionId) => set({ connectionId: connectionId ?? undefined })}
        />
      ) : null}
    </Group>
  )
}
