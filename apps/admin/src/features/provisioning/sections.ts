import type { Permission } from '@rollcall/vocabulary'
import { toConnectionHref } from '../../lib/connection-href.ts'

export const SCIM_SECTIONS = [
  'setup',
  'requests',
  'resources',
  'groups',
  'attributes',
  'rules',
  'test',
  'danger',
] as const
export type ScimSection = (typeof SCIM_SECTIONS)[number]

export const SECTION_LABELS: Record<ScimSection, string> = {
  setup: 'Setup',
  requests: 'Requests',
  resources: 'Resources',
  groups: 'Groups to realms',
  attributes: 'Attributes',
  rules: 'Rules',
  test: 'Test',
  danger: 'Danger zone',
}

/** What the client sent may be read by more people than how the connection is set up. */
export const SECTION_PERMISSIONS: Record<ScimSection, Permission> = {
  setup: 'connections.read',
  requests: 'provisioning.read',
  resources: 'provisioning.read',
  groups: 'connections.read',
  attributes: 'connections.read',
  rules: 'connections.read',
  test: 'connections.read',
  danger: 'connections.edit',
}

/** Address of a section, with what its list is filtered by. */
export function toSectionHref(
  id: string,
  section: ScimSection,
  filter: Readonly<Record<string, string | undefined>> = {},
): string {
  const params = new URLSearchParams(section === 'setup' ? {} : { section })
  for (const [name, value] of Object.entries(filter)) if (value) params.set(name, value)
  const query = params.size === 0 ? '' : `?${params.toString()}`
  return `${toConnectionHref({ id, kind: 'scim' })}${query}`
}

/** Address of one resource as the client sees it. */
export function toResourceHref(id: string, resourceId: string): string {
  return `${toConnectionHref({ id, kind: 'scim' })}/resources/${resourceId}`
}
