import * as z from 'zod'
import { instant } from './ids.ts'

/** Past-tense facts, `noun.verbed`. The one history: audit, progress and live streams read these. */
export const EVENT_TYPES = [
  'setup.completed',
  'session.started',
  'session.ended',
  'session.refused',
  'connection.created',
  'connection.updated',
  'connection.secret_replaced',
  'connection.checked',
  'connection.secret_expiring',
  'connection.schedule_paused',
  'connection.schedule_resumed',
  'connection.deleted',
  'connection.first_called',
  'mappings.changed',
  'run.queued',
  'run.started',
  'run.progressed',
  'run.planned',
  'run.held',
  'run.confirmed',
  'run.rejected',
  'run.fell_back',
  'run.resumed',
  'run.cancel_requested',
  'run.finished',
  'user.updated',
  'user.disabled',
  'user.enabled',
  'user.deleted',
  'user.role_changed',
  'scim.user.received',
  'scim.group.received',
  'scim_token.created',
  'scim_token.revoked',
  'realm.created',
  'realm.updated',
  'realm.deleted',
  'realm.member_added',
  'realm.member_removed',
  'conflict.decided',
  'claim.opened',
  'claim.wallet_connected',
  'claim.completed',
  'claim.refused',
  'claim.ended',
  'claim.did_taken',
  'claim.link_revoked',
  'login.refused',
  'email.queued',
  'email.sent',
  'email.failed',
  'mailing.started',
  'mailing.paused',
  'mailing.resumed',
  'mailing.cancelled',
  'mailing.finished',
  'invitation.sent',
  'invitation.accepted',
  'invitation.revoked',
  'grant.given',
  'grant.ended',
  'smtp.changed',
  'smtp.tested',
  'wallet_settings.changed',
  'key.created',
  'key.revoked',
] as const
export const eventType = z.enum(EVENT_TYPES)
export type EventType = z.infer<typeof eventType>

export const actorKind = z.enum(['user', 'api_key', 'schedule', 'scim', 'wallet', 'system'])
export const actor = z.object({ kind: actorKind, id: z.string().nullable(), name: z.string() })
export type Actor = z.infer<typeof actor>

export const eventView = z.object({
  /** Increasing in commit order, so that reading `after` an id misses nothing. */
  id: z.number().int(),
  type: eventType,
  at: instant,
  actor,
  /** A sentence that says what happened. */
  text: z.string(),
  connectionId: z.uuid().nullable(),
  runId: z.uuid().nullable(),
  userId: z.uuid().nullable(),
  realmId: z.uuid().nullable(),
  data: z.record(z.string(), z.unknown()),
})
export type EventView = z.infer<typeof eventView>

export const eventListInput = z.object({
  after: z.coerce.number().int().min(0).optional(),
  /** Newest first instead, ending before this id; for the console. */
  before: z.coerce.number().int().min(1).optional(),
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** Several separated by commas; `run.*` stands for every type of that noun. */
  type: z.string().max(1000).optional(),
  userId: z.uuid().optional(),
  connectionId: z.uuid().optional(),
  runId: z.uuid().optional(),
})
export type EventListInput = z.infer<typeof eventListInput>

export const eventListing = z.object({
  items: z.array(eventView),
  /** Pass as `after` (or `before` when descending) to go on; null at the end. */
  nextCursor: z.number().int().nullable(),
})
