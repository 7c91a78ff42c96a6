import { ROLES, userId, type Role } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { toEditRights, toFieldReason } from './edit-rights.ts'

const id = userId.parse('01890a5d-ac96-774b-bcce-b302099a8057')
const other = userId.parse('01890a5d-ac96-774b-bcce-b302099a8058')

function rights(role: Role, of: { role?: Role; registered?: boolean; self?: boolean } = {}) {
  const me = { id: of.self ? id : other, name: 'Me', email: null, role }
  const registeredAt = of.registered ? '2026-01-02T03:04:05.000Z' : null
  return toEditRights(me, { id, role: of.role ?? 'member', registeredAt })
}

describe('toEditRights', () => {
  it('lets operators edit who people are, only before they have claimed', () => {
    expect(rights('operator')).toMatchObject({ all: null, realms: null })
    expect(rights('operator').status).not.toBeNull()
    expect(toFieldReason(rights('operator'), 'email')).toBeNull()
    expect(toFieldReason(rights('operator'), 'department')).not.toBeNull()
    expect(rights('operator', { registered: true }).all).toContain('has registered')
  })

  it('keeps owners to owners', () => {
    expect(rights('admin', { role: 'owner' }).all).toContain('Only owners')
    expect(rights('owner', { role: 'owner' }).all).toBeNull()
    expect(rights('admin').roles).not.toContain('owner')
    expect(rights('owner').roles).toEqual(ROLES)
  })

  it('stops nobody but oneself from disabling and deleting', () => {
    expect(rights('manager')).toMatchObject({ status: null, remove: null })
    expect(rights('manager', { role: 'manager', self: true }).status).toContain('your own account')
  })

  it('gives members nothing', () => {
    expect(rights('member').all).toBe('Your role may not edit people.')
  })
})
