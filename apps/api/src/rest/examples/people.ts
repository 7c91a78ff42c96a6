import type * as vocabulary from '@rollcall/vocabulary'
import { connectionId, day, engineering, realmId, userId, type Example } from './ids.ts'

export const user: Example<typeof vocabulary.userView> = {
  id: userId,
  did: null,
  name: 'Zo\u00eb Castellanos',
  email: 'zoe.castellanos@tideway.example',
  role: 'member',
  status: 'active',
  description: null,
  entraId: 'b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e',
  claimedAt: null,
  registeredAt: null,
  jobTitle: 'Site reliability engineer',
  department: 'Engineering',
  leftAt: null,
  createdAt: `${day}T09:05:20.000Z`,
  updatedAt: `${day}T09:05:20.000Z`,
  realms: [{ id: realmId, name: 'Field engineering', slug: 'field-engineering', color: 'teal' }],
}

export const userChange: Example<typeof vocabulary.updateUserInput> = {
  email: 'zoe@tideway.example',
  description: 'On site until June.',
  realmIds: [realmId],
}

export const userDetail: Example<typeof vocabulary.userDetailView> = {
  ...user,
  givenName: 'Zo\u00eb',
  surname: 'Castellanos',
  employeeId: 'TW-2041',
  realms: [
    {
      id: realmId,
      name: 'Field engineering',
      slug: 'field-engineering',
      color: 'teal',
      byHand: true,
      byMappings: [],
    },
  ],
  editedFields: ['email'],
  directory: [
    {
      identityId: '0199a1b2-3c4d-7e5f-8a6b-7c8d9e0f1a07',
      connectionId,
      connectionName: 'Tideway Entra ID',
      connectionKind: 'entra',
      externalId: null,
      entraId: 'b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e',
      userPrincipalName: 'zoe.castellanos@tideway.example',
      accountEnabled: true,
      userType: 'member',
      companyName: 'Tideway',
      officeLocation: 'Lisbon',
      profile: {
        name: 'Zo\u00eb Castellanos',
        givenName: 'Zo\u00eb',
        surname: 'Castellanos',
        email: 'zoe.castellanos@tideway.example',
        jobTitle: 'Site reliability engineer',
        department: 'Engineering',
        employeeId: 'TW-2041',
      },
      groups: [{ id: engineering, name: 'Engineering' }],
      syncedAt: `${day}T09:05:20.000Z`,
      leftAt: null,
    },
  ],
  disabledReason: null,
  hasPassword: false,
}

export const userCounts: Example<typeof vocabulary.userCounts> = {
  registered: 42,
  unclaimed: 120,
  disabled: 3,
  isLeast: { registered: false, unclaimed: false, disabled: false },
}

export const timelineEntry: Example<typeof vocabulary.timelineEntry> = {
  id: 'event:512',
  at: `${day}T09:30:00.000Z`,
  type: 'user.updated',
  text: 'Marcus Oyelaran changed email of Zo\u00eb Castellanos.',
  actor: 'Marcus Oyelaran',
  runId: null,
  fields: [{ field: 'email', before: 'zoe.castellanos@tideway.example', after: 'zoe@tideway.example' }],
}

export const realm: Example<typeof vocabulary.realmView> = {
  id: realmId,
  name: 'Field engineering',
  slug: 'field-engineering',
  color: 'teal',
  description: 'Engineers who work at customer sites.',
  memberCount: 18,
  mappedGroups: [{ connectionId, groupId: engineering, groupName: 'Engineering' }],
  createdAt: `${day}T08:40:00.000Z`,
}
