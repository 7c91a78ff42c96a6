import { Group } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { DensitySwitch, FilterSelect, SearchField, type Density } from '@rollcall/ui'
import { role, ROLE_LABELS, ROLES } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { fromStart, type UserSearch } from './user-search.ts'

export function useDensity() {
  return useLocalStorage<Density>({
    key: 'users-density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
  })
}

export interface UserFiltersProps {
  search: UserSearch
  onSearch: (search: UserSearch) => void
  density: Density
  onDensity: (density: Density) => void
}

/** Search and filters over the table of people; each starts again from the first page. */
export function UserFilters({ search, onSearch, density, onDensity }: UserFiltersProps) {
  const fresh = fromStart(search)
  return (
    <Group justify="space-between" p="md" gap="sm">
      <Group gap="xs">
        <SearchField
          label="Search by name or email"
          value={search.search ?? ''}
          onChange={(text) => onSearch({ ...fresh, search: text || undefined })}
        />
        <FilterSelect
          label="Role"
          width={140}
          value={search.role ?? null}
          onChange={(value) => onSearch({ ...fresh, role: role.safeParse(value).data })}
          options={ROLES.map((value) => ({ value, label: ROLE_LABELS[value] }))}
        />
        <RealmFilter value={search.realm} onChange={(realm) => onSearch({ ...fresh, realm })} />
        <ConnectionFilter
          value={search.connectionId}
          onChange={(connectionId) => onSearch({ ...fresh, connectionId })}
        />
        <FilterSelect
          label="Directory"
          anyLabel="In or out of directory"
          width={200}
          value={search.left ?? null}
          onChange={(value) =>
            onSearch({ ...fresh, left: value === 'true' || value === 'false' ? value : undefined })
          }
          options={[
            { value: 'true', label: 'Left the directory' },
            { value: 'false', label: 'Has not left' },
          ]}
        />
      </Group>
      <DensitySwitch value={density} onChange={onDensity} />
    </Group>
  )
}

interface PartProps {
  value: string | undefined
  onChange: (value: string | undefined) => void
}

function RealmFilter({ value, onChange }: PartProps) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.realms.list.queryOptions({ limit: 200 }))
  const realms = data?.items ?? []
  const chosen = realms.find((realm) => realm.id === value || realm.slug === value)
  return (
    <FilterSelect
      label="Realm"
      width={170}
      value={chosen?.slug ?? null}
      onChange={(slug) => onChange(slug ?? undefined)}
      options={realms.map((realm) => ({ value: realm.slug, label: realm.name, count: realm.memberCount }))}
    />
  )
}

function ConnectionFilter({ value, onChange }: PartProps) {
  const trpc = useTRPC()
  const allowed = useMay('connections.read')
  const { data = [] } = useQuery({ ...trpc.connections.list.queryOptions(), enabled: allowed })
  if (data.length < 2 && value === undefined) return null
  return (
    <FilterSelect
      label="Connection"
      width={180}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      options={data.map((connection) => ({ value: connection.id, label: connection.displayName }))}
    />
  )
}
