import { describe, expect, test } from 'vitest'
import { refuseEmail, refuseQr, type Claimable } from './refuse-claim.ts'

const ada: Claimable = { name: 'Ada', role: 'member', status: 'active', registered: false }

describe('refuseEmail', () => {
  test.each<[string, Claimable, { email: string | null; noSmtp: string | null }, string | null]>([
    ['everything is there', ada, { email: 'a@b.example', noSmtp: null }, null],
    ['no address', ada, { email: null, noSmtp: null }, 'No email address of Ada is known. Enter one first.'],
    ['no mail server', ada, { email: 'a@b.example', noSmtp: 'Set one up.' }, 'Set one up.'],
    [
      'claimed',
      { ...ada, registered: true },
      { email: null, noSmtp: 'Set one up.' },
      'Ada has claimed the account already.',
    ],
    [
      'disabled',
      { ...ada, status: 'disabled' },
      { email: 'a@b.example', noSmtp: null },
      'The account of Ada is disabled. Enable it first.',
    ],
  ])('%s', (_name, person, facts, sentence) => {
    expect(refuseEmail(person, facts)).toBe(sentence)
  })
})

test('nobody shows the QR of someone above them, and owners that of everyone', () => {
  expect(refuseQr(ada, 'operator')).toBeNull()
  expect(refuseQr({ ...ada, role: 'owner' }, 'owner')).toBeNull()
  expect(refuseQr({ ...ada, role: 'admin' }, 'manager')).toEqual({
    code: 'forbidden',
    message:
      'Managers cannot show the QR of an admin. Ask someone with that role, or send the link by email.',
  })
  expect(refuseQr({ ...ada, role: 'owner' }, 'admin')?.message).toMatch(/of an owner/)
})
