import * as z from 'zod'
import { connectionView } from './connections.ts'
import { runView } from './runs.ts'

export const attentionItem = z.object({
  kind: z.enum([
    'conflicts',
    'held_plan',
    'wallet_taken',
    'mailing_paused',
    'schedule_paused',
    'credential_expired',
    'credential_expiring',
    'failed_run',
    'failed_check',
    'no_connection',
    'never_synced',
    'push_no_token',
    'push_token_expired',
    'push_token_expiring',
    'push_never_called',
  ]),
  text: z.string(),
  href: z.string(),
  count: z.number().int().nullable(),
})
export type AttentionItem = z.infer<typeof attentionItem>

export const overviewView = z.object({
  people: z.object({
    registered: z.number().int(),
    unclaimed: z.number().int(),
    disabled: z.number().int(),
    left: z.number().int(),
  }),
  /** Last 30 days, oldest first: people created and people who claimed, and how many were unclaimed at the day's end. */
  days: z.array(
    z.object({
      date: z.iso.date(),
      created: z.number().int(),
      claimed: z.number().int(),
      unclaimed: z.number().int(),
    }),
  ),
  attention: z.array(attentionItem),
  connections: z.array(connectionView),
  runs: z.array(runView),
})
export type OverviewView = z.infer<typeof overviewView>
