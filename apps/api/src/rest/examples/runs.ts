import type * as vocabulary from '@rollcall/vocabulary'
import { connectionId, day, engineering, runId, userId, type Example } from './ids.ts'

export const run: Example<typeof vocabulary.runView> = {
  id: runId,
  connectionId,
  connectionName: 'Tideway Entra ID',
  connectionKind: 'entra',
  status: 'awaiting_confirmation',
  mode: 'full',
  modeNote: null,
  trigger: 'manual',
  undoOf: null,
  undoneBy: null,
  planOnly: true,
  counts: {
    seen: 128,
    created: 120,
    updated: 3,
    skipped: 2,
    disabled: 1,
    deactivated: 0,
    reactivated: 0,
    conflicts: 2,
    errors: 0,
    left: 0,
    notPeople: 4,
  },
  realmsToCreate: ['Engineering'],
  realmAccess: [
    {
      mappingId: '0199a1b0-7000-7000-8000-000000000001',
      realmId: null,
      realmName: 'Engineering',
      groupName: 'Engineering',
      gained: 41,
      lost: 0,
    },
  ],
  warnings: [
    {
      code: 'nested_groups',
      text: 'Engineering holds the group Platform, whose 12 people are left out.',
      count: 12,
    },
  ],
  held: { code: 'asked_for_plan', text: 'You asked to see the plan first.' },
  decision: null,
  scope: { groups: [{ id: engineering, name: 'Engineering' }], includeNested: false, includeGuests: true },
  completeReading: true,
  changeCount: 127,
  appliedCount: 0,
  progress: {
    phase: 'waiting',
    done: 0,
    total: 127,
    rate: null,
    secondsLeft: null,
    text: 'Waiting for confirmation',
  },
  cancelRequested: false,
  actor: 'Ingrid Solheim',
  startedAt: `${day}T09:05:00.000Z`,
  finishedAt: null,
  createdAt: `${day}T09:04:59.000Z`,
  error: null,
}

export const changeListing: Example<typeof vocabulary.changeListing> = {
  items: [
    {
      id: `${runId}:1`,
      seq: 1,
      kind: 'create',
      userId,
      entraId: 'b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e',
      name: 'Zo\u00eb Castellanos',
      email: 'zoe.castellanos@tideway.example',
      before: { profile: {} },
      after: {
        profile: { name: 'Zo\u00eb Castellanos', email: 'zoe.castellanos@tideway.example' },
        status: 'active',
        linked: true,
      },
      realmsGained: [],
      realmsLost: [],
      reason: 'Nobody here matches this person of the directory.',
      outcome: 'pending',
      error: null,
      appliedAt: null,
      conflictId: null,
    },
  ],
  total: 127,
  totalIsLeast: false,
  nextCursor: '1',
  kinds: { create: 120, update: 3, disable: 1, conflict: 2, create_realm: 1 },
  outcomes: { pending: 125, noted: 2 },
}

export const confirmation = {
  note: 'Sales moves to the new groups today.',
  leaveOut: { seqs: [17, 42], kinds: ['deactivate'] },
}

export const changesCsv = `Number,Change,Name,Email,Why,Outcome\r
1,create,Zo\u00eb Castellanos,zoe.castellanos@tideway.example,Nobody here matches this person of the directory.,pending\r
`

export const changesJsonLines = `${JSON.stringify(changeListing.items[0])}\n`

export const undoRequest: Example<typeof vocabulary.undoRunInput> = { userId }

export const undo: Example<typeof vocabulary.runView> = {
  ...run,
  id: '0199a1b0-7000-7000-8000-0000000000d1',
  status: 'queued',
  mode: 'undo',
  trigger: 'undo',
  undoOf: { runId, userId },
  counts: {
    seen: 0,
    created: 0,
    updated: 0,
    skipped: 0,
    disabled: 0,
    deactivated: 0,
    reactivated: 0,
    conflicts: 0,
    errors: 0,
    left: 0,
    notPeople: 0,
  },
  realmsToCreate: [],
  realmAccess: [],
  warnings: [],
  held: null,
  completeReading: false,
  changeCount: 0,
  progress: {
    phase: 'queued',
    done: 0,
    total: null,
    rate: null,
    secondsLeft: null,
    text: 'Waiting to start',
  },
  startedAt: null,
}
