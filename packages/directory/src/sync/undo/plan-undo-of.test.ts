import { changeKind, entraId, realmId, type RealmChange } from '@rollcall/vocabulary'
import { describe, expect, test } from 'vitest'
import { planUndoOf } from './plan-undo-of.ts'
import { storedState, type PlannedUndo, type PresentPerson, type UndoneChange } from './undone-change.ts'

const RUN = '0199a1b0-0000-7000-8000-000000000001'
const SALES = '0199a1b0-0000-7000-8000-0000000000a1'
const MAPPING = '0199a1b0-0000-7000-8000-0000000000b1'
const facts = { runId: RUN, realms: new Set([SALES]), mappings: new Set([MAPPING]) }
const sales: RealmChange = {
  mappingId: MAPPING,
  realmId: realmId.parse(SALES),
  realmName: 'Sales',
  groupName: 'Sales team',
}
const inSales = [{ mappingId: MAPPING, realmId: SALES }]

const profile = {
  name: 'Ada',
  givenName: null,
  surname: null,
  email: 'ada@contoso.example',
  jobTitle: null,
  department: 'Sales',
  employeeId: null,
}

function person(overrides: Partial<PresentPerson> = {}): PresentPerson {
  return {
    profile,
    role: 'member',
    status: 'active',
    disabledBy: null,
    disabledRunId: null,
    registered: false,
    left: false,
    editedFields: [],
    link: 'here',
    heldElsewhere: false,
    touched: false,
    touchedSince: false,
    syncedSince: false,
    held: [],
    lastOwner: false,
    ...overrides,
  }
}

type State = Record<string, unknown>

function change(kind: string, before: State, after: State, realms: Partial<UndoneChange> = {}): UndoneChange {
  return {
    kind: changeKind.parse(kind),
    userId: '0199a1b0-0000-7000-8000-0000000000c1',
    identityId: '0199a1b0-0000-7000-8000-0000000000d1',
    objectId: entraId.parse('object'),
    name: 'Ada',
    email: null,
    before: storedState.parse(before),
    after: storedState.parse(after),
    realmsGained: [],
    realmsLost: [],
    ...realms,
  }
}

const creation = change(
  'create',
  { profile: {}, linked: false },
  { profile, status: 'active', linked: true, role: 'member' },
  { realmsGained: [sales] },
)
const rename = change(
  'update',
  { profile: { name: 'A', department: null }, registered: false },
  { profile: { name: 'Ada', department: 'Sales' } },
)
const disabling = change('disable', { status: 'active', registered: false }, { status: 'disabled' })
const enabling = change('reactivate', { status: 'disabled', registered: false }, { status: 'active' })
const leaving = change('leave', { left: false, registered: false }, { left: true })
const linking = change('update', { linked: false, registered: false }, { linked: true })
const realmMove = change('update', { registered: false }, {}, { realmsGained: [sales] })
const realmLoss = change('update', { registered: false }, {}, { realmsLost: [sales] })

const disabledByIt = { status: 'disabled', disabledBy: 'sync', disabledRunId: RUN } as const

/** Kind, what it does, and the reason of what stays, per row. */
function shown(rows: readonly PlannedUndo[]) {
  return rows.map((row) => (row.kind === 'conflict' ? row.reason : [row.kind, row.before, row.after]))
}

describe('taking back the making of a person', () => {
  test('deletes someone nobody has touched, guarded by everything the sync wrote', () => {
    const [row, ...more] = planUndoOf(creation, person({ held: inSales }), facts)
    expect(more).toEqual([])
    expect(row).toMatchObject({
      kind: 'delete',
      outcome: 'pending',
      before: { profile, status: 'active', role: 'member', linked: true, registered: false },
      after: { profile: {} },
      realmsLost: [sales],
    })
  })

  test.each([
    ['an edited field', { editedFields: ['name'] }, /Someone has edited/],
    ['an event about them', { touched: true }, /Someone has edited/],
    ['a realm by hand', { held: [{ mappingId: null, realmId: SALES }] }, /put this person into a realm/],
    ['another role', { role: 'manager' }, /another role/],
    ['a later sync', { syncedSince: true }, /Another sync/],
    ['another name', { profile: { ...profile, name: 'Augusta' } }, /changed since that sync/],
  ])('disables and unlinks after %s', (_what, now, why) => {
    const rows = planUndoOf(creation, person(now), facts)
    expect(shown(rows)).toEqual([
      [
        'unlink',
        { profile: {}, registered: false, status: 'active', linked: true },
        { profile: {}, status: 'disabled', linked: false },
      ],
    ])
    expect(rows[0]?.reason).toMatch(why)
    expect(rows[0]?.reason).toMatch(/disabled and not deleted/)
  })

  test('only unlinks someone whom another directory holds too', () => {
    expect(shown(planUndoOf(creation, person({ heldElsewhere: true }), facts))).toEqual([
      ['update', { profile: {}, registered: false, linked: true }, { profile: {}, linked: false }],
    ])
  })

  test('leaves alone whoever is gone, unlinked and disabled already, has claimed, or is the last owner', () => {
    expect(planUndoOf(creation, null, facts)).toEqual([])
    expect(planUndoOf(creation, person({ link: 'none', status: 'disabled' }), facts)).toEqual([])
    expect(shown(planUndoOf(creation, person({ registered: true }), facts))).toEqual([
      expect.stringMatching(/has claimed the account since that sync/),
    ])
    expect(shown(planUndoOf(creation, person({ role: 'owner', lastOwner: true }), facts))).toEqual([
      expect.stringMatching(/last active owner/),
    ])
  })
})

describe('taking back an update', () => {
  test('returns every field that still holds what the sync wrote', () => {
    expect(shown(planUndoOf(rename, person(), facts))).toEqual([
      [
        'update',
        { profile: { name: 'Ada', department: 'Sales' }, registered: false },
        { profile: { name: 'A', department: null } },
      ],
    ])
  })

  test.each([
    ['by hand', { editedFields: ['department'] }, 'was changed by hand after that sync, so it stays.'],
    ['by a later sync', { syncedSince: true }, 'was changed by a later sync, so it stays.'],
    ['somehow', {}, 'was changed after that sync, so it stays.'],
  ])('keeps a field that was changed %s, names it, and returns the others', (_how, now, said) => {
    const present = person({ profile: { ...profile, department: 'Finance' }, ...now })
    expect(shown(planUndoOf(rename, present, facts))).toEqual([
      ['update', { profile: { name: 'Ada' }, registered: false }, { profile: { name: 'A' } }],
      `The department ${said}`,
    ])
  })

  test('keeps a field that someone made theirs with the very value the sync wrote', () => {
    const rows = planUndoOf(rename, person({ editedFields: ['name', 'department'] }), facts)
    expect(shown(rows)).toEqual([
      'The name was changed by hand after that sync, so it stays. The department was changed by hand after that sync, so it stays.',
    ])
    expect(rows[0]?.outcome).toBe('noted')
  })

  test('finds nothing to do when everything is as before', () => {
    expect(
      planUndoOf(rename, person({ profile: { ...profile, name: 'A', department: null } }), facts),
    ).toEqual([])
    expect(planUndoOf(disabling, person(), facts)).toEqual([])
    expect(planUndoOf(enabling, person({ status: 'disabled' }), facts)).toEqual([])
    expect(planUndoOf(leaving, person(), facts)).toEqual([])
    expect(planUndoOf(linking, person({ link: 'none' }), facts)).toEqual([])
    expect(planUndoOf(realmMove, person(), facts)).toEqual([])
    expect(planUndoOf(realmLoss, person({ held: inSales }), facts)).toEqual([])
  })

  test('leaves alone whoever claimed since, but not who had claimed before', () => {
    const now = person({ registered: true, ...disabledByIt })
    expect(shown(planUndoOf(disabling, now, facts))).toEqual([expect.stringMatching(/claimed/)])
    const claimed = change('disable', { status: 'active', registered: true }, { status: 'disabled' })
    expect(planUndoOf(claimed, now, facts).map((row) => row.kind)).toEqual(['reactivate'])
  })

  test.each([
    ['someone who was deleted', null, /was deleted after that sync/],
    ['an account linked to someone else', person({ link: 'other' }), /linked to someone else/],
    ['an account we no longer know', person({ link: 'unknown' }), /no longer known/],
  ])('names %s', (_who, present, why) => {
    expect(shown(planUndoOf(rename, present, facts))).toEqual([expect.stringMatching(why)])
  })
})

describe('taking back access', () => {
  test('enables whom that very run disabled, and nobody else', () => {
    expect(shown(planUndoOf(disabling, person(disabledByIt), facts))).toEqual([
      [
        'reactivate',
        { profile: {}, registered: false, status: 'disabled', disabledRunId: RUN },
        { profile: {}, status: 'active' },
      ],
    ])
    const byHand = person({ status: 'disabled', disabledBy: 'person' })
    expect(shown(planUndoOf(disabling, byHand, facts))).toEqual([expect.stringMatching(/disabled by hand/)])
    const later = person({ ...disabledByIt, disabledRunId: MAPPING })
    expect(shown(planUndoOf(disabling, later, facts))).toEqual([expect.stringMatching(/later sync disabled/)])
  })

  test('disables again whom it enabled, unless they were edited since or are the last owner', () => {
    expect(shown(planUndoOf(enabling, person({ touched: true }), facts))).toEqual([
      ['disable', { profile: {}, registered: false, status: 'active' }, { profile: {}, status: 'disabled' }],
    ])
    expect(shown(planUndoOf(enabling, person({ touchedSince: true }), facts))).toEqual([
      expect.stringMatching(/edited this person after that sync/),
    ])
    expect(shown(planUndoOf(enabling, person({ lastOwner: true }), facts))).toEqual([
      expect.stringMatching(/last active owner/),
    ])
  })

  test('returns marks, links and realms in both directions', () => {
    const back = change('update', { left: true, registered: false }, { left: false })
    const unlinked = change(
      'unlink',
      { linked: true, status: 'active', registered: false },
      { linked: false, status: 'disabled' },
    )
    const rows = [
      ...planUndoOf(leaving, person({ left: true }), facts),
      ...planUndoOf(back, person(), facts),
      ...planUndoOf(linking, person(), facts),
      ...planUndoOf(unlinked, person({ link: 'none', ...disabledByIt }), facts),
    ]
    expect(rows.map((row) => [row.kind, row.after])).toEqual([
      ['update', { profile: {}, left: false }],
      ['update', { profile: {}, left: true }],
      ['update', { profile: {}, linked: false }],
      ['reactivate', { profile: {}, status: 'active', linked: true }],
    ])
    expect(planUndoOf(realmMove, person({ held: inSales }), facts)[0]).toMatchObject({
      kind: 'update',
      realmsLost: [sales],
      realmsGained: [],
    })
    expect(planUndoOf(realmLoss, person(), facts)[0]).toMatchObject({
      kind: 'update',
      realmsLost: [],
      realmsGained: [sales],
    })
  })

  test('takes no realm that came by hand, and says which realm cannot be given back', () => {
    const byHand = person({ held: [{ mappingId: null, realmId: SALES }] })
    expect(planUndoOf(realmMove, byHand, facts)).toEqual([])
    expect(shown(planUndoOf(realmLoss, person(), { ...facts, mappings: new Set() }))).toEqual([
      'The group that gave the realm Sales is no longer mapped, so the realm is not given back.',
    ])
    expect(shown(planUndoOf(realmLoss, person(), { ...facts, realms: new Set() }))).toEqual([
      'The realm Sales was deleted after that sync, so it is not given back.',
    ])
  })

  test('brings no deleted account back', () => {
    const deleted = change('delete', { profile }, {})
    expect(shown(planUndoOf(deleted, null, facts))).toEqual([expect.stringMatching(/cannot be brought back/)])
  })
})
