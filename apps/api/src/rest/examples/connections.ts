import type * as vocabulary from '@rollcall/vocabulary'
import { connectionId, day, engineering, realmId, runId, type Example } from './ids.ts'

export const newConnection: Example<typeof vocabulary.createEntraConnectionInput> = {
  displayName: 'Tideway Entra ID',
  directoryId: '8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11',
  clientId: '3b7a9c1d-2e4f-4a6b-8c0d-1e2f3a4b5c6d',
  clientSecret: 'the value of the client secret, not its ID',
  groupIds: [engineering],
  defaultRole: 'member',
}

export const connection: Example<typeof vocabulary.connectionView> = {
  id: connectionId,
  kind: 'entra',
  displayName: 'Tideway Entra ID',
  directoryId: '8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11',
  clientId: '3b7a9c1d-2e4f-4a6b-8c0d-1e2f3a4b5c6d',
  cloud: 'default',
  hasSecret: true,
  secretReplacedAt: `${day}T09:00:00.000Z`,
  credential: {
    kind: 'secret',
    expiresAt: `${day}T00:00:00.000Z`,
    expirySource: 'directory',
    thumbprint: null,
  },
  baseUrl: null,
  scim: null,
  groupIds: [engineering],
  defaultRole: 'member',
  includeNested: false,
  includeGuests: true,
  leaverPolicy: 'keep',
  leaverGraceDays: 14,
  guard: { maxPeople: 10, maxPercent: 5 },
  refreshClaimed: false,
  autoLinkClaimed: false,
  schedule: { cron: '0 * * * *', timeZone: 'Europe/Paris' },
  nextRunAt: `${day}T10:00:00.000Z`,
  schedulePaused: null,
  fullEveryDays: 7,
  reading: {
    next: 'full',
    why: 'Selected groups are read completely every time.',
    lastFullAt: `${day}T09:05:40.000Z`,
  },
  people: { mirrored: 128, linked: 126, conflicts: 2 },
  lastCheck: { status: 'pass', at: `${day}T09:01:12.000Z` },
  lastRun: { id: runId, status: 'succeeded', finishedAt: `${day}T09:05:40.000Z` },
  createdAt: `${day}T09:00:00.000Z`,
  updatedAt: `${day}T09:00:00.000Z`,
}

export const changedConnection: Example<typeof vocabulary.updateConnectionInput> = {
  includeNested: true,
  leaverPolicy: 'deactivate',
  schedule: { cron: '0 * * * *', timeZone: 'Europe/Paris' },
}

export const updatedConnection: Example<typeof vocabulary.updatedConnectionView> = {
  ...connection,
  includeNested: true,
  leaverPolicy: 'deactivate',
  notice: null,
}

export const deletedConnection = {
  deleted: true as const,
  people: 126,
  message: 'The connection is deleted. Its 126 people stay as they are.',
}

export const checkReport: Example<typeof vocabulary.checkReport> = {
  status: 'fail',
  checkedAt: `${day}T09:01:12.000Z`,
  tenant: { id: '8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11', displayName: 'Tideway' },
  counts: { users: 128, groups: null },
  checks: [
    {
      id: 'token',
      label: 'Obtain access token',
      status: 'pass',
      detail: 'Microsoft accepted the client ID and secret.',
      hint: null,
      link: null,
      evidence: {},
      durationMs: 212,
    },
    {
      id: 'groups',
      label: 'Read groups',
      status: 'fail',
      detail: 'The app may not read groups.',
      hint: 'Add the application permission GroupMember.Read.All and grant admin consent.',
      link: {
        label: 'API permissions',
        href: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI',
      },
      evidence: { status: '403', code: 'Authorization_RequestDenied' },
      durationMs: 88,
    },
  ],
}

export const groupListing: Example<typeof vocabulary.groupListing> = {
  items: [
    {
      id: engineering,
      name: 'Engineering',
      description: 'Everyone who builds',
      kind: 'security',
      dynamic: false,
      hiddenMembership: false,
      memberCount: 64,
    },
  ],
  total: 1,
  nextCursor: null,
}

export const newMappings: Example<typeof vocabulary.mappingsInput> = [
  { groupId: engineering, mode: 'existing', realmId },
]

export const mapping: Example<typeof vocabulary.mappingView> = {
  groupId: engineering,
  groupName: 'Engineering',
  mode: 'existing',
  realmId,
  realmName: 'Field engineering',
}
