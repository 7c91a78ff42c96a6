import type * as vocabulary from '@rollcall/vocabulary'
import { connection } from './connections.ts'
import { connectionId, day, userId, type Example } from './ids.ts'

const tokenId = '0199a1b0-6f40-7a11-8c33-5d7e9f1a2b0c'
const requestId = '0199a1b4-1a8f-7b20-9c44-6e8f0a1b2c0d'
const resourceId = '0199a1b4-1a8f-7c31-8d55-7f9a1b2c3d0e'
const groupId = '0199a1b4-2c30-7d42-9e66-8a0b2c3d4e0f'

export const newScimConnection: Example<typeof vocabulary.createScimConnectionInput> = {
  displayName: 'Tideway provisioning',
}

export const scimConnection: Example<typeof vocabulary.connectionView> = {
  ...connection,
  kind: 'scim',
  displayName: 'Tideway provisioning',
  directoryId: null,
  clientId: null,
  hasSecret: false,
  secretReplacedAt: null,
  credential: { kind: 'secret', expiresAt: null, expirySource: null, thumbprint: null },
  baseUrl: `https://rollcall.example/scim/v2/inbound/${connectionId}`,
  scim: {
    mirroring: {
      name: 'displayName',
      givenName: 'name.givenName',
      surname: 'name.familyName',
      email: 'emails[type eq "work"].value',
      jobTitle: 'title',
      department: 'department',
      employeeId: 'employeeNumber',
    },
    keepRequestsDays: 30,
    firstCallAt: null,
    lastCallAt: null,
    users: 0,
    groups: 0,
    liveTokens: 0,
  },
  groupIds: [],
  schedule: null,
  nextRunAt: null,
  people: { mirrored: 0, linked: 0, conflicts: 0 },
  lastCheck: null,
  lastRun: null,
}

export const newToken: Example<typeof vocabulary.createScimTokenInput> = {
  name: 'Entra provisioning',
  expiresInDays: 365,
}

export const token: Example<typeof vocabulary.scimTokenView> = {
  id: tokenId,
  name: 'Entra provisioning',
  prefix: 'rs_Vt7nQ2',
  state: 'live',
  createdBy: 'Ingrid Solheim',
  createdAt: `${day}T08:00:00.000Z`,
  lastUsedAt: null,
  expiresAt: '2027-11-21T08:00:00.000Z',
  revokedAt: null,
}

export const createdToken: Example<typeof vocabulary.createdScimTokenView> = {
  ...token,
  token: 'rs_Vt7nQ2-this-is-shown-once-and-never-again',
}

export const request: Example<typeof vocabulary.scimRequestView> = {
  id: requestId,
  connectionId,
  at: `${day}T09:05:20.000Z`,
  method: 'POST',
  path: '/Users',
  resourceType: 'User',
  resourceId,
  userId,
  userName: 'Zo\u00eb Castellanos',
  status: 201,
  scimType: null,
  outcome: 'created',
  why: 'Nobody here matched, so a new person was made.',
  changed: ['userName', 'displayName', 'emails', 'externalId'],
  durationMs: 3.4,
  tokenPrefix: 'rs_Vt7nQ2',
}

export const requestDetail: Example<typeof vocabulary.scimRequestDetail> = {
  ...request,
  requestBody: { userName: 'z\u2026', displayName: 'Z\u2026', active: true },
  responseBody: { id: resourceId, userName: 'z\u2026' },
  userAgent: null,
}

export const userRow: Example<typeof vocabulary.scimUserRow> = {
  id: resourceId,
  userName: 'zoe.castellanos@tideway.example',
  displayName: 'Zo\u00eb Castellanos',
  externalId: 'b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e',
  active: true,
  userId,
  lastModified: `${day}T09:05:20.000Z`,
}

export const groupRow: Example<typeof vocabulary.scimGroupRow> = {
  id: groupId,
  displayName: 'Engineering',
  externalId: '6f0a3c0e-52c1-4b7e-9d0a-8f2b1c3d4e5f',
  members: 64,
  realmName: 'Field engineering',
  lastModified: `${day}T09:05:31.000Z`,
}

export const resource: Example<typeof vocabulary.scimResourceView> = {
  id: groupId,
  type: 'Group',
  resource: {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    id: groupId,
    externalId: '6f0a3c0e-52c1-4b7e-9d0a-8f2b1c3d4e5f',
    displayName: 'Engineering',
    meta: {
      resourceType: 'Group',
      created: `${day}T09:05:30.000Z`,
      lastModified: `${day}T09:05:31.000Z`,
      location: `https://rollcall.example/scim/v2/inbound/${connectionId}/Groups/${groupId}`,
      version: 'W/"2"',
    },
  },
  userId: null,
  members: [{ id: resourceId, name: 'Zo\u00eb Castellanos', userId }],
  memberCount: 64,
}

export const selfTest: Example<typeof vocabulary.selfTestReport> = {
  checks: [
    {
      id: 'probe',
      group: 'users',
      label: 'A search that finds nobody',
      status: 'pass',
      detail: 'GET /Users?filter=userName eq "\u2026" answered 200 with an empty list.',
      durationMs: 4.1,
    },
  ],
  passed: 1,
  total: 1,
  ranAt: `${day}T09:10:00.000Z`,
}
