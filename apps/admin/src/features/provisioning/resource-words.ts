import type { scimResourceView } from '@rollcall/vocabulary'
import type * as z from 'zod'

type Shown = Pick<z.infer<typeof scimResourceView>, 'id' | 'resource'>

/** What a resource is called: its display name, else its user name, else its id. */
export function toResourceName({ id, resource }: Shown): string {
  return readText(resource, 'displayName') ?? readText(resource, 'userName') ?? id
}

/** An attribute that is text; null for anything else, as the client decides what it sends. */
export function readText(resource: Shown['resource'], attribute: string): string | null {
  const value = resource[attribute]
  return typeof value === 'string' && value !== '' ? value : null
}

/** A moment of the resource's `meta`; null when it has none. */
export function readMoment(resource: Shown['resource'], name: 'created' | 'lastModified'): string | null {
  const { meta } = resource
  if (typeof meta !== 'object' || meta === null || !(name in meta)) return null
  const value: unknown = Reflect.get(meta, name)
  return typeof value === 'string' ? value : null
}
