import type { ConnectionCounts, LatestRun, Prisma } from '@rollcall/db'
import { checkReport, type ConnectionView, connectionView } from '@rollcall/vocabulary'

/** Columns of a connection that may be shown. The sealed secret is left where it is; its date says that there is one. */
export const CONNECTION_SELECT = {
  id: true,
  kind: true,
  displayName: true,
  directoryId: true,
  clientId: true,
  cloud: true,
  secretReplacedAt: true,
  groupIds: true,
  defaultRole: true,
  includeNested: true,
  includeGuests: true,
  leaverPolicy: true,
  leaverGraceDays: true,
  guardMaxPeople: true,
  guardMaxPercent: true,
  refreshClaimed: true,
  autoLinkClaimed: true,
  scheduleCron: true,
  scheduleTimeZone: true,
  lastCheck: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.ConnectionSelect

export type ConnectionRow = Prisma.ConnectionGetPayload<{ select: typeof CONNECTION_SELECT }>

export interface ConnectionFacts {
  counts: ConnectionCounts | undefined
  lastRun: LatestRun | undefined
}

export function toConnectionView(row: ConnectionRow, { counts, lastRun }: ConnectionFacts): ConnectionView {
  const { guardMaxPeople, guardMaxPercent, scheduleCron, scheduleTimeZone, lastCheck, ...shown } = row
  return connectionView.parse({
    ...shown,
    hasSecret: row.secretReplacedAt !== null,
    secretReplacedAt: row.secretReplacedAt?.toISOString() ?? null,
    guard: { maxPeople: guardMaxPeople, maxPercent: guardMaxPercent },
    schedule: scheduleCron === null ? null : { cron: scheduleCron, timeZone: scheduleTimeZone ?? 'UTC' },
    people: {
      mirrored: counts?.mirrored ?? 0,
      linked: counts?.linked ?? 0,
      conflicts: counts?.conflicts ?? 0,
    },
    lastCheck: toLastCheck(lastCheck),
    lastRun: lastRun
      ? { id: lastRun.id, status: lastRun.status, finishedAt: lastRun.finishedAt?.toISOString() ?? null }
      : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  } satisfies Record<keyof ConnectionView, unknown>)
}

/** A report kept by an older version may lack parts; it counts as no check at all. */
function toLastCheck(stored: Prisma.JsonValue): ConnectionView['lastCheck'] {
  const report = checkReport.pick({ status: true, checkedAt: true }).safeParse(stored)
  return report.success ? { status: report.data.status, at: report.data.checkedAt } : null
}
