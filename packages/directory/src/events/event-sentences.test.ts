import { EVENT_TYPES, type EventType } from '@rollcall/vocabulary'
import { describe, expect, test } from 'vitest'
import { readFacts, readFieldChanges } from './event-facts.ts'
import { EVENT_SENTENCES } from './event-sentences.ts'

function say(type: EventType, data: unknown): string {
  return EVENT_SENTENCES[type](readFacts('Grace', data))
}

describe('a sentence for every event', () => {
  test.each(EVENT_TYPES)('%s reads as a sentence even when nothing was stored with it', (type) => {
    for (const data of [{}, null, 'text', { name: 7, fields: 'x' }]) {
      expect(say(type, data)).toMatch(/^[A-Z1-9][^\n]*\.$/)
      expect(say(type, data)).not.toMatch(/undefined|null|\[object| {2}|\.\./)
    }
  })

  test.each([
    [
      'user.updated',
      { name: 'Ada', fields: [{ field: 'email' }, { field: 'jobTitle' }] },
      'Grace changed the email and job title of Ada.',
    ],
    ['user.updated', { name: 'Ada', fields: [{ field: 'name' }] }, 'Grace changed the name of Ada.'],
    [
      'user.role_changed',
      { name: 'Ada', before: 'member', after: 'admin' },
      'Grace made Ada an admin instead of a member.',
    ],
    [
      'connection.checked',
      { connection: 'Contoso', status: 'fail' },
      'Grace checked Contoso: something has to be fixed.',
    ],
    [
      'connection.deleted',
      { connection: 'Contoso', choice: 'disable', people: 1 },
      'Grace deleted the connection Contoso. 1 person was disabled.',
    ],
    ['run.finished', { connection: 'Contoso', status: 'cancelled' }, 'The sync of Contoso was cancelled.'],
    [
      'run.planned',
      { connection: 'Contoso', changes: 0 },
      'The sync of Contoso knows what would change: nothing.',
    ],
    [
      'conflict.decided',
      { person: 'Ada', decision: 'link', linkedTo: 'A. Lovelace' },
      'Grace decided what to do with Ada: link to A. Lovelace.',
    ],
    [
      'scim.group.received',
      {
        connection: 'Contoso',
        group: 'Sales',
        outcome: 'updated',
        added: 2,
        removed: 1,
        gained: 2,
        realm: 'East',
      },
      'Provisioning by Contoso changed the group Sales. 2 people joined and 1 person left. 2 people got the realm East.',
    ],
    ['session.refused', { email: 'x@y.example' }, 'Someone could not sign in as x@y.example.'],
  ] as const)('%s with %j says: %s', (type, data, sentence) => {
    expect(say(type, data)).toBe(sentence)
  })
})

test('changed fields are read with care', () => {
  const fields = [
    { field: 'email', before: null, after: 'a@b.example' },
    'x',
    { before: 1 },
    { field: 'n', after: 3 },
  ]
  expect(readFieldChanges({ fields })).toEqual([
    { field: 'email', before: null, after: 'a@b.example' },
    { field: 'n', before: null, after: '3' },
  ])
})
