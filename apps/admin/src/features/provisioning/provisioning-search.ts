import { scimRequestsInput, scimResourceType } from '@rollcall/vocabulary'
import * as z from 'zod'
import { SCIM_SECTIONS } from './sections.ts'

const text = z.string().trim().min(1).max(200).optional().catch(undefined)

/** The part of the address that says which section is open and what its list is filtered by. */
export const provisioningSearch = z.object({
  section: z.enum(SCIM_SECTIONS).optional().catch(undefined),
  /** Requests: which ones. Nothing stands for everything. */
  show: scimRequestsInput.shape.show.unwrap().exclude(['all']).optional().catch(undefined),
  /** Requests about one resource. */
  resource: z.uuid().optional().catch(undefined),
  /** Resources: people or groups. Requests: about which of the two. */
  type: scimResourceType.optional().catch(undefined),
  search: text,
  /** Setup: the form for a new token is open. */
  create: z.literal('true').optional().catch(undefined),
})
export type ProvisioningSearch = z.infer<typeof provisioningSearch>
