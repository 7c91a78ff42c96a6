import type { Filter, Paging, ResourceType } from '@rollcall/scim'
import type { ListedResources, ScimCall } from './provider-call.ts'

export interface ListScimResources {
  readonly type: ResourceType
  /** Null for all of them. */
  readonly filter: Filter | null
  readonly paging: Paging
  /** Whether the members of Groups, or the groups of Users, are wanted with them. */
  readonly related: boolean
}

/** One page in the order of creation, and how many there are in all. */
export async function listScimResources(_call: ScimCall<ListScimResources>): Promise<ListedResources> {
  throw new Error('Not written yet.')
}
