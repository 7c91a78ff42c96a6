import type * as vocabulary from '@rollcall/vocabulary'
import { conflictId, connectionId, day, engineering, realmId, runId, userId, type Example } from './ids.ts'

const connectionName = 'Tideway Entra ID'

const nothing = { at: null, actor: null, runId: null, connectionId: null, conflictId: null, userId: null }
const byRun = { ...nothing, at: `${day}T09:05:20.000Z`, actor: 'Ines Okafor', runId, connectionId }
const group = { id: engineering, name: 'Engineering' }

const account = {
  identityId: '0199a1b2-3c4d-7e5f-8a6b-7c8d9e0f1a07',
  connectionId,
  connectionName,
  connectionKind: 'entra',
  externalId: null,
  entraId: 'b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e',
  name: 'Zoë Castellanos',
  email: 'zoe.castellanos@tideway.example',
  userPrincipalName: 'zoe.castellanos@tideway.example',
  accountEnabled: true,
  userType: 'member',
  syncedAt: `${day}T09:05:20.000Z`,
  leftAt: null,
} as const

const groups = [{ ...group, path: [group], direct: true, selected: true, counts: true }]

export const userWhy: Example<typeof vocabulary.userWhyView> = {
  userId,
  name: 'Zoë Castellanos',
  status: 'active',
  answer: {
    ...nothing,
    kind: 'held',
    text: `Zoë Castellanos is here because they are in Engineering, a group that ${connectionName} reads.`,
    at: `${day}T09:05:20.000Z`,
    connectionId,
  },
  account: [
    { ...byRun, kind: 'created_by_sync', text: `A sync of ${connectionName} made this account.` },
    { ...nothing, kind: 'active', text: 'The account is active; nothing has disabled it.' },
  ],
  directories: [
    {
      ...account,
      statements: [
        {
          ...byRun,
          kind: 'linked',
          text: 'Is linked to this directory account, from which the person was made.',
        },
      ],
      groups,
    },
  ],
  realms: [
    {
      realm: { id: realmId, name: 'Field engineering', slug: 'field-engineering', color: 'teal' },
      ways: [
        {
          ...byRun,
          kind: 'realm_by_mapping',
          text: `${connectionName} gives this realm to the group Engineering; the person is in it.`,
          group,
          path: [group],
        },
      ],
    },
  ],
  fields: [
    {
      field: 'email',
      value: 'zoe@tideway.example',
      why: {
        ...nothing,
        kind: 'edited_here',
        text: 'Edited here by Ines Okafor. Syncs leave it alone.',
        at: `${day}T10:12:00.000Z`,
        actor: 'Ines Okafor',
      },
      directory: {
        value: 'zoe.castellanos@tideway.example',
        text: `${connectionName} says zoe.castellanos@tideway.example. The edit here counts.`,
      },
    },
  ],
}

const waiting = {
  ...account,
  userId: null,
  answer: {
    ...nothing,
    kind: 'conflict_waits',
    text: 'Could be someone who is already here. A person has to decide, and nobody has yet.',
    at: `${day}T09:05:12.000Z`,
    runId,
    connectionId,
    conflictId,
  },
} as const

export const directoryPeople: Example<typeof vocabulary.directoryPeopleListing> = {
  items: [waiting],
  total: 1,
  nextCursor: null,
  coverage: [
    {
      connectionId,
      connectionName,
      text: `${connectionName} reads everyone in the directory, guests included. It was last read completely on ${day} at 09:05 UTC.`,
      lastFullAt: `${day}T09:05:20.000Z`,
    },
  ],
}

export const identityWhy: Example<typeof vocabulary.identityWhyView> = {
  ...waiting,
  statements: [
    {
      ...nothing,
      kind: 'met',
      text: `${connectionName} read this account for the first time.`,
      at: `${day}T09:05:10.000Z`,
      connectionId,
    },
  ],
  groups,
}
