import * as z from 'zod'
import { instant, realmId } from './ids.ts'
import { pageInput } from './paging.ts'

/** Names of Mantine-independent hues; the console turns them into colours with enough contrast. */
export const REALM_COLORS = [
  'indigo',
  'teal',
  'orange',
  'grape',
  'cyan',
  'pink',
  'lime',
  'blue',
  'red',
  'yellow',
] as const
export const realmColor = z.enum(REALM_COLORS)

export const slug = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'Use lower-case letters, digits and single hyphens.' })
  .max(80)

export const realmRef = z.object({ id: realmId, name: z.string(), slug: z.string(), color: z.string() })
export type RealmRef = z.infer<typeof realmRef>

export const realmView = realmRef.extend({
  description: z.string().nullable(),
  memberCount: z.number().int(),
  mappedGroups: z.array(
    z.object({ connectionId: z.uuid(), groupId: z.string(), groupName: z.string().nullable() }),
  ),
  createdAt: instant,
})
export type RealmView = z.infer<typeof realmView>

const name = z
  .string({ error: 'Give the realm a name.' })
  .trim()
  .min(1, { error: 'Give the realm a name.' })
  .max(120)
export const createRealmInput = z
  .object({
    name,
    slug: slug.optional(),
    color: realmColor.optional(),
    description: z.string().trim().max(1000).nullish(),
  })
  .strict()
export const updateRealmInput = z
  .object({
    name: name.optional(),
    slug: slug.optional(),
    color: realmColor.optional(),
    description: z.string().trim().max(1000).nullish(),
  })
  .strict()
export const realmListInput = pageInput.extend({ search: z.string().trim().max(200).optional() })

/** How a membership came: by hand, or by a mapped group of a connection. */
export const membershipView = realmRef.extend({
  byHand: z.boolean(),
  byMappings: z.array(
    z.object({
      connectionId: z.uuid(),
      connectionName: z.string(),
      groupId: z.string(),
      groupName: z.string().nullable(),
    }),
  ),
})
export type MembershipView = z.infer<typeof membershipView>

/** The address form of a name: ASCII letters and digits joined by hyphens; never empty. */
export function toSlug(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '')
  return ascii === '' ? `realm-${hashText(text)}` : ascii
}

/** Short stable hash (FNV-1a, 32 bit, base 36) for names that hold no letter a slug can use. */
function hashText(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash.toString(36)
}
