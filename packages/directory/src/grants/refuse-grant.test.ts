import { type Role, ROLES } from '@rollcall/vocabulary'
import { describe, expect, test } from 'vitest'
import { type Holder, refuseGrant, refuseHolder } from './refuse-grant.ts'

const holder: Holder = { id: 'u1', name: 'Ada', role: 'member', status: 'active', registered: true }

function asker(role: Role, id = 'u2') {
  return { role, actor: { kind: 'user' as const, id, name: 'Grace' } }
}

describe('who may decide over whose capabilities', () => {
  const allowed: [Role, Role][] = [
    ['owner', 'owner'],
    ['owner', 'admin'],
    ['owner', 'manager'],
    ['owner', 'operator'],
    ['owner', 'member'],
    ['admin', 'admin'],
    ['admin', 'manager'],
    ['admin', 'operator'],
    ['admin', 'member'],
    ['manager', 'manager'],
    ['manager', 'operator'],
    ['manager', 'member'],
  ]
  const askers = ['owner', 'admin', 'manager'] as const
  test.each(askers.flatMap((by) => ROLES.map((of) => [by, of] as const)))('%s over %s', (by, of) => {
    const may = allowed.some(([one, other]) => one === by && other === of)
    const judge = expect(() => refuseHolder({ role: of }, by))
    if (may) judge.not.toThrow()
    else judge.toThrow(expect.objectContaining({ code: 'forbidden' }))
  })
})

test('nobody but owners grants to themselves', () => {
  const self = { ...holder, role: 'manager' as const }
  expect(() => refuseGrant(self, asker('manager', 'u1'))).toThrow(
    expect.objectContaining({ code: 'forbidden', message: expect.stringContaining('yourself') }),
  )
  expect(() => refuseGrant(self, asker('manager'))).not.toThrow()
  expect(() => refuseGrant({ ...self, role: 'owner' }, asker('owner', 'u1'))).not.toThrow()
})

test('only people who claimed, and are not disabled, are given anything', () => {
  expect(() => refuseGrant({ ...holder, registered: false }, asker('manager'))).toThrow(
    expect.objectContaining({ code: 'not_claimed', message: expect.stringContaining('Ada') }),
  )
  expect(() => refuseGrant({ ...holder, status: 'disabled' }, asker('manager'))).toThrow(
    expect.objectContaining({ code: 'conflict', message: expect.stringContaining('Enable') }),
  )
})
