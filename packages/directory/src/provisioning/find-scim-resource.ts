import type { ResourceType } from '@rollcall/scim'
import type { ScimCall, StoredResource } from './provider-call.ts'

export interface FindScimResource {
  readonly type: ResourceType
  readonly id: string
  /** Whether the members of a Group, or the groups of a User, are wanted with it. */
  readonly related: boolean
}

/** The resource, also of someone inactive; null when this connection has none of that id. */
export async function findScimResource(_call: ScimCall<FindScimResource>): Promise<StoredResource | null> {
  throw new Error('Not written yet.')
}
