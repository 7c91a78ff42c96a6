import type { Tx } from '../change.ts'
import type { PrismaClient } from '../generated/client.ts'

export interface DueSchedule {
  readonly id: string
  readonly displayName: string
  readonly cron: string
  readonly timeZone: string
  /** The slot whose time has come; null when none was ever worked out. */
  readonly slot: Date | null
}

/** Schedules whose slot has come by `at`, the one that waits longest first. Paused ones rest, and so do those that cannot read. */
export async function listDueSchedules(client: PrismaClient, at: Date): Promise<DueSchedule[]> {
  return client.$queryRaw<DueSchedule[]>`
    select id::text as id, display_name as "displayName", schedule_cron as cron,
           coalesce(schedule_time_zone, 'UTC') as "timeZone", next_run_at as slot
    from connections
    where schedule_cron is not null and schedule_paused_at is null
      and (secret_sealed is not null or kind = 'scim')
      and (next_run_at is null or next_run_at <= ${at}::timestamptz)
    order by next_run_at nulls last, id`
}

/** Moves a schedule from the slot that was seen to the next one; false when someone else has moved, changed or paused it. */
export async function takeSlot(tx: Tx, seen: DueSchedule, next: Date | null): Promise<boolean> {
  const taken = await tx.$executeRaw`
    update connections set next_run_at = ${next}::timestamptz
    where id = ${seen.id}::uuid and next_run_at is not distinct from ${seen.slot}::timestamptz
      and schedule_cron = ${seen.cron} and coalesce(schedule_time_zone, 'UTC') = ${seen.timeZone}
      and schedule_paused_at is null`
  return taken === 1
}

export interface PauseWish {
  readonly connectionId: string
  readonly reason: string
  readonly at: Date
}

/** False when there is no schedule, or it is paused already. */
export async function pauseStoredSchedule(tx: Tx, { connectionId, reason, at }: PauseWish): Promise<boolean> {
  const paused = await tx.$executeRaw`
    update connections set schedule_paused_at = ${at}::timestamptz, schedule_paused_reason = ${reason}, next_run_at = null
    where id = ${connectionId}::uuid and schedule_cron is not null and schedule_paused_at is null`
  return paused === 1
}

/** Counts one more run that the directory refused to let in; answers how many in a row there are now. */
export async function countCredentialFailure(tx: Tx, connectionId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ failures: number }[]>`
    update connections set credential_failures = credential_failures + 1
    where id = ${connectionId}::uuid returning credential_failures as failures`
  return rows[0]?.failures ?? 0
}

export async function forgetCredentialFailures(tx: Tx, connectionId: string): Promise<void> {
  await tx.$executeRaw`
    update connections set credential_failures = 0 where id = ${connectionId}::uuid and credential_failures > 0`
}

export interface ExpiringCredential {
  readonly id: string
  readonly displayName: string
  readonly credentialKind: string
  readonly expiresAt: Date
  /** The smallest number of days before the end for which a warning was written; null when none was. */
  readonly warnedDays: number | null
}

/** Credentials still good at `from` that end by `until`, the one that ends first in front. */
export async function listExpiringCredentials(
  client: PrismaClient,
  { from, until }: { from: Date; until: Date },
): Promise<ExpiringCredential[]> {
  return client.$queryRaw<ExpiringCredential[]>`
    select id::text as id, display_name as "displayName", credential_kind as "credentialKind",
           secret_expires_at as "expiresAt", expiry_warned_days as "warnedDays"
    from connections
    where secret_expires_at > ${from}::timestamptz and secret_expires_at <= ${until}::timestamptz
    order by secret_expires_at, id`
}

/** False when the warning was written meanwhile, or the credential is another one by now. */
export async function noteExpiryWarning(
  tx: Tx,
  { id, expiresAt }: ExpiringCredential,
  days: number,
): Promise<boolean> {
  const noted = await tx.$executeRaw`
    update connections set expiry_warned_days = ${days}::int
    where id = ${id}::uuid and secret_expires_at = ${expiresAt}::timestamptz
      and (expiry_warned_days is null or expiry_warned_days > ${days}::int)`
  return noted === 1
}
