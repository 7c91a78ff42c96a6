import { Group, Pill, Switch } from '@mantine/core'
import { FilterSelect, SearchField, SegmentedTabs } from '@rollcall/ui'
import { scimResourceType } from '@rollcall/vocabulary'
import type { ProvisioningSearch } from './provisioning-search.ts'
import { toSectionHref } from './sections.ts'

const SHOWN = [
  { show: undefined, label: 'All' },
  { show: 'writes', label: 'Changes' },
  { show: 'problems', label: 'Problems' },
] as const

export interface RequestFiltersProps {
  id: string
  search: ProvisioningSearch
  onSearch: (search: ProvisioningSearch) => void
  live: boolean
  onLiveChange: (live: boolean) => void
}

export function RequestFilters({ id, search, onSearch, live, onLiveChange }: RequestFiltersProps) {
  const { type, resource } = search
  return (
    <Group p="md" gap="sm">
      <SegmentedTabs
        label="Which requests"
        tabs={SHOWN.map(({ show, label }) => ({
          label,
          href: toSectionHref(id, 'requests', { show, type, resource, search: search.search }),
          active: search.show === show,
        }))}
      />
      <SearchField
        label="Search in address and reason"
        width={260}
        value={search.search ?? ''}
        onChange={(text) => onSearch({ ...search, search: text || undefined })}
      />
      <FilterSelect
        label="Resource"
        anyLabel="People and groups"
        width={196}
        value={type ?? null}
        options={[
          { value: 'User', label: 'People' },
          { value: 'Group', label: 'Groups' },
        ]}
        onChange={(value) => onSearch({ ...search, type: scimResourceType.safeParse(value).data })}
      />
      {resource ? (
        <Pill
          size="lg"
          withRemoveButton
          onRemove={() => onSearch({ ...search, resource: undefined })}
          removeButtonProps={{
            'aria-label': 'Show requests about every resource',
            tabIndex: 0,
            'aria-hidden': false,
          }}
        >
          One resource
        </Pill>
      ) : null}
      <Switch
        ml="auto"
        label="Live"
        checked={live}
        onChange={(event) => onLiveChange(event.currentTarget.checked)}
      />
    </Group>
  )
}
