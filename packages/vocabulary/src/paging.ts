import * as z from 'zod'

/** Cursor pages: `cursor` is opaque and comes from the previous answer's `nextCursor`. */
export const pageInput = z.object({
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** `total` counts every row that matches, not only this page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), total: z.number().int(), nextCursor: z.string().nullable() })
}

export interface Page<T> {
  items: T[]
  total: number
  nextCursor: string | null
}
