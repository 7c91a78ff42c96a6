import { expect, test } from 'vitest'
import { planInvite, type PersonAtAddress } from './plan-invite.ts'

function someone(overrides: Partial<PersonAtAddress> = {}): PersonAtAddress {
  return {
    id: 'u1',
    name: 'Ada',
    active: true,
    registered: false,
    invitation: null,
    connection: null,
    ...overrides,
  }
}

function invitedAt(day: number, id = `i${day}`): PersonAtAddress['invitation'] {
  return { id, sentAt: new Date(Date.UTC(2026, 10, day)) }
}

test('an address that nobody has makes someone', () => {
  expect(planInvite([])).toEqual({ kind: 'make' })
})

test('whoever was invited is invited again', () => {
  const plan = planInvite([someone({ invitation: invitedAt(1) })])
  expect(plan).toEqual({ kind: 'again', userId: 'u1', invitationId: 'i1' })
})

test('also once a directory holds them', () => {
  const plan = planInvite([someone({ invitation: invitedAt(1), connection: 'Contoso' })])
  expect(plan.kind).toBe('again')
})

test.each([
  ['who claimed', someone({ registered: true }), 'already_claimed', 'Ada has this email address and uses'],
  [
    'who claimed and is disabled',
    someone({ registered: true, active: false }),
    'already_claimed',
    'disabled account',
  ],
  [
    'of a directory',
    someone({ connection: 'Contoso' }),
    'already_exists',
    'the directory Contoso holds them',
  ],
  ['made by hand', someone(), 'already_exists', 'Send them a claim link'],
  ['disabled', someone({ active: false }), 'already_exists', 'Enable the account and send'],
  [
    'invited and disabled',
    someone({ active: false, invitation: invitedAt(1) }),
    'conflict',
    'Enable the account',
  ],
])('someone %s is refused with a sentence that names them', (_who, person, code, words) => {
  const plan = planInvite([person])
  expect(plan).toMatchObject({ kind: 'refuse', code })
  expect(plan.kind === 'refuse' && plan.message).toContain(words)
  expect(plan.kind === 'refuse' && plan.message).toContain('Ada')
})

test('of several with one address, whoever uses the account decides, then whoever was invited last', () => {
  const plain = someone({ id: 'plain' })
  const first = someone({ id: 'first', invitation: invitedAt(1) })
  const second = someone({ id: 'second', invitation: invitedAt(2) })
  const claimed = someone({ id: 'claimed', registered: true })
  expect(planInvite([plain, first, second])).toMatchObject({ kind: 'again', userId: 'second' })
  expect(planInvite([second, plain, first])).toMatchObject({ kind: 'again', userId: 'second' })
  expect(planInvite([plain, first, claimed])).toMatchObject({ kind: 'refuse', code: 'already_claimed' })
})
