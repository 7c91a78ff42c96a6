import { eventType } from '@rollcall/vocabulary'
import * as z from 'zod'

/** What the address of the event log says. */
export const eventSearch = z.object({
  type: eventType.optional().catch(undefined),
  connectionId: z.uuid().optional().catch(undefined),
  runId: z.uuid().optional().catch(undefined),
  userId: z.uuid().optional().catch(undefined),
})
export type EventSearch = z.infer<typeof eventSearch>
