import { expect, test } from 'vitest'
import { planRealmUndo } from './plan-realm-undo.ts'

const made = {
  kind: 'create_realm',
  name: 'Sales',
  slug: 'sales',
  color: 'teal',
  mapping_id: null,
  realm_id: '0199a1b0-0000-7000-8000-0000000000a1',
  given_id: null,
  exists: true,
  unchanged: true,
}

test('an empty realm is deleted, guarded by how it was made', () => {
  expect(planRealmUndo(made, false)).toMatchObject({
    kind: 'delete_realm',
    realmId: made.realm_id,
    before: { slug: 'sales', color: 'teal' },
    outcome: 'pending',
  })
})

test('a realm that is used, edited or gone stays as it is', () => {
  expect(planRealmUndo(made, true)).toMatchObject({
    kind: 'conflict',
    reason: expect.stringMatching(/Someone else is in/),
  })
  expect(planRealmUndo({ ...made, unchanged: false }, false)).toMatchObject({
    kind: 'conflict',
    outcome: 'noted',
    reason: expect.stringMatching(/edited after that sync/),
  })
  expect(planRealmUndo({ ...made, exists: false }, false)).toBeNull()
})

test('a realm that an undo deleted is not made again', () => {
  const deleted = { ...made, kind: 'delete_realm', exists: false }
  expect(planRealmUndo(deleted, false)).toMatchObject({
    kind: 'conflict',
    reason: expect.stringMatching(/next sync makes it again/),
  })
  expect(planRealmUndo({ ...deleted, exists: true }, false)).toBeNull()
})
