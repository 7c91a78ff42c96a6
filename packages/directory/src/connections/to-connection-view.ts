import type { ConnectionCounts, LatestRun, Prisma, ScimCounts } from '@rollcall/db'
import { checkReport, type ConnectionView, connectionView, schedulePauseReason } from '@rollcall/vocabulary'
import { readMirroring } from '../provisioning/mirrored-fields.ts'
import { toScimBaseUrl } from '../provisioning/scim-base-url.ts'
import { PAUSE_TEXTS } from '../schedules/pause-texts.ts'
import { chooseReading } from '../sync/choose-reading.ts'

/** Columns of a connection that may be shown. The sealed secret is left where it is; its date says that there is one. */
export const CONNECTION_SELECT = {
  id: true,
  kind: true,
  displayName: true,
  directoryId: true,
  clientId: true,
  cloud: true,
  secretReplacedAt: true,
  credentialKind: true,
  certificateThumbprint: true,
  secretExpiresAt: true,
  secretExpirySource: true,
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
  nextRunAt: true,
  schedulePausedAt: true,
  schedulePausedReason: true,
  fullEveryDays: true,
  lastFullAt: true,
  deltaAt: true,
  lastCheck: true,
  scimMirroring: true,
  scimKeepDays: true,
  scimFirstCallAt: true,
  scimLastCallAt: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.ConnectionSelect

export type ConnectionRow = Prisma.ConnectionGetPayload<{ select: typeof CONNECTION_SELECT }>

export interface ConnectionFacts {
  now: Date
  publicUrl: string
  scim: ScimCounts | undefined
  counts: ConnectionCounts | undefined
  lastRun: LatestRun | undefined
}

export function toConnectionView(
  row: ConnectionRow,
  { counts, lastRun, now, publicUrl, scim }: ConnectionFacts,
): ConnectionView {
  return connectionView.parse({
    id: row.id,
    kind: row.kind,
    displayName: row.displayName,
    directoryId: row.directoryId,
    clientId: row.clientId,
    cloud: row.cloud,
    baseUrl: row.kind === 'scim' ? toScimBaseUrl(publicUrl, row.id) : null,
    scim: row.kind === 'scim' ? toScimPart(row, scim) : null,
    groupIds: row.groupIds,
    defaultRole: row.defaultRole,
    includeNested: row.includeNested,
    includeGuests: row.includeGuests,
    leaverPolicy: row.leaverPolicy,
    leaverGraceDays: row.leaverGraceDays,
    refreshClaimed: row.refreshClaimed,
    autoLinkClaimed: row.autoLinkClaimed,
    fullEveryDays: row.fullEveryDays,
    hasSecret: row.secretReplacedAt !== null,
    secretReplacedAt: row.secretReplacedAt?.toISOString() ?? null,
    credential: {
      kind: row.credentialKind,
      expiresAt: row.secretExpiresAt?.toISOString() ?? null,
      expirySource: row.secretExpirySource,
      thumbprint: row.certificateThumbprint,
    },
    guard: { maxPeople: row.guardMaxPeople, maxPercent: row.guardMaxPercent },
    ...toScheduleView(row),
    reading: { ...chooseReading(row, now), lastFullAt: row.lastFullAt?.toISOString() ?? null },
    people: {
      mirrored: counts?.mirrored ?? 0,
      linked: counts?.linked ?? 0,
      conflicts: counts?.conflicts ?? 0,
    },
    lastCheck: toLastCheck(row.lastCheck),
    lastRun: lastRun
      ? { id: lastRun.id, status: lastRun.status, finishedAt: lastRun.finishedAt?.toISOString() ?? null }
      : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  } satisfies Record<keyof ConnectionView, unknown>)
}

function toScimPart(row: ConnectionRow, counts: ScimCounts | undefined): ConnectionView['scim'] {
  return {
    mirroring: readMirroring(row.scimMirroring),
    keepRequestsDays: row.scimKeepDays,
    firstCallAt: row.scimFirstCallAt?.toISOString() ?? null,
    lastCallAt: row.scimLastCallAt?.toISOString() ?? null,
    users: counts?.users ?? 0,
    groups: counts?.groups ?? 0,
    liveTokens: counts?.liveTokens ?? 0,
  }
}

function toScheduleView(
  row: ConnectionRow,
): Pick<ConnectionView, 'schedule' | 'nextRunAt' | 'schedulePaused'> {
  const reason = schedulePauseReason.nullable().parse(row.schedulePausedReason)
  return {
    schedule:
      row.scheduleCron === null ? null : { cron: row.scheduleCron, timeZone: row.scheduleTimeZone ?? 'UTC' },
    nextRunAt: row.nextRunAt?.toISOString() ?? null,
    schedulePaused:
      row.schedulePausedAt === null || reason === null
        ? null
        : { at: row.schedulePausedAt.toISOString(), reason, text: PAUSE_TEXTS[reason] },
  }
}

/** A report kept by an older version may lack parts; it counts as no check at all. */
function toLastCheck(stored: Prisma.JsonValue): ConnectionView['lastCheck'] {
  const report = checkReport.pick({ status: true, checkedAt: true }).safeParse(stored)
  return report.success ? { status: report.data.status, at: report.data.checkedAt } : null
}
