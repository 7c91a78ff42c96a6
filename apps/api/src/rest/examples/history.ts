import type * as vocabulary from '@rollcall/vocabulary'
import { connection } from './connections.ts'
import { conflictId, connectionId, day, runId, userId, type Example } from './ids.ts'
import { run } from './runs.ts'

export const conflict: Example<typeof vocabulary.conflictView> = {
  id: conflictId,
  connectionId,
  connectionName: 'Tideway Entra ID',
  connectionKind: 'entra',
  status: 'open',
  reason: 'claimed_match',
  text: 'Someone who has claimed an account here uses the same email.',
  person: {
    entraId: 'c2d3e4f5-a6b7-4c8d-9e0f-1a2b3c4d5e6f',
    name: 'Amara Nwosu',
    email: 'amara.nwosu@tideway.example',
    userPrincipalName: 'amara.nwosu@tideway.example',
  },
  candidates: [
    {
      userId,
      name: 'Amara Nwosu',
      email: 'amara.nwosu@tideway.example',
      registered: true,
      department: 'Finance',
    },
  ],
  runId,
  decidedBy: null,
  decidedAt: null,
  createdAt: `${day}T09:05:10.000Z`,
}

export const event: Example<typeof vocabulary.eventView> = {
  id: 512,
  type: 'user.updated',
  at: `${day}T09:30:00.000Z`,
  actor: { kind: 'user', id: '0199a1b0-3d11-7c20-9a55-5e7f1a3c2b07', name: 'Marcus Oyelaran' },
  text: 'Marcus Oyelaran changed email of Zo\u00eb Castellanos.',
  connectionId: null,
  runId: null,
  userId,
  realmId: null,
  data: {
    name: 'Zo\u00eb Castellanos',
    fields: [{ field: 'email', before: 'zoe.castellanos@tideway.example', after: 'zoe@tideway.example' }],
  },
}

export const overview: Example<typeof vocabulary.overviewView> = {
  people: { registered: 42, unclaimed: 120, disabled: 3, left: 1 },
  days: [{ date: day, created: 120, claimed: 4, unclaimed: 120 }],
  attention: [{ kind: 'conflicts', text: '2 people need a decision.', href: '/conflicts', count: 2 }],
  connections: [connection],
  runs: [run],
}
