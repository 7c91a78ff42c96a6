import * as z from 'zod'
import { entraId, realmId } from './ids.ts'
import { mappingMode } from './states.ts'

export const groupListInput = z.object({
  search: z.string().trim().max(200).optional(),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

export const groupView = z.object({
  id: entraId,
  name: z.string(),
  description: z.string().nullable(),
  kind: z.enum(['security', 'microsoft365', 'distribution', 'mail_security']),
  dynamic: z.boolean(),
  hiddenMembership: z.boolean(),
  /** People and other direct members; null when the directory will not say. */
  memberCount: z.number().int().nullable(),
})
export type GroupView = z.infer<typeof groupView>

export const groupListing = z.object({
  items: z.array(groupView),
  total: z.number().int().nullable(),
  nextCursor: z.string().nullable(),
})

export const mappingInput = z
  .object({ groupId: entraId, mode: mappingMode, realmId: realmId.nullish() })
  .refine((mapping) => mapping.mode !== 'existing' || !!mapping.realmId, {
    path: ['realmId'],
    error: 'Choose the realm this group maps to.',
  })
export const mappingsInput = z
  .array(mappingInput)
  .max(500)
  .refine((list) => new Set(list.map((mapping) => mapping.groupId)).size === list.length, {
    error: 'Each group may appear once.',
  })
export type MappingInput = z.infer<typeof mappingInput>

export const mappingView = z.object({
  groupId: entraId,
  groupName: z.string().nullable(),
  mode: mappingMode,
  realmId: realmId.nullable(),
  realmName: z.string().nullable(),
})
export type MappingView = z.infer<typeof mappingView>
