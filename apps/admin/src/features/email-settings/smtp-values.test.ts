import type { SmtpView } from '@rollcall/vocabulary'
import { describe, expect, test } from 'vitest'
import { toSmtpLook } from './smtp-look.ts'
import {
  asksForPassword,
  isThisMachine,
  toFollowingPort,
  toPortRemark,
  toSmtpErrors,
  toSmtpInput,
  toSmtpValues,
} from './smtp-values.ts'
import { isSameAccess } from './same-access.ts'

const stored: SmtpView = {
  host: 'smtp.example.com',
  port: 587,
  username: 'rollcall',
  hasPassword: true,
  from: 'Rollcall <rollcall@example.com>',
  tls: 'starttls',
  updatedAt: '2026-01-02T03:04:05.000Z',
  lastTest: null,
}
const values = toSmtpValues(stored)

describe('the password', () => {
  test('is left out to keep the stored one, and sent when it was typed', () => {
    expect(toSmtpInput(values, true)).not.toHaveProperty('password')
    expect(toSmtpInput({ ...values, password: ' new ' }, true).password).toBe(' new ')
  })

  test('goes with the user name it belonged to', () => {
    const open = toSmtpInput({ ...values, username: '  ' }, true)
    expect(open).toMatchObject({ username: null, password: null })
    expect(toSmtpErrors(null)({ ...values, username: '', password: 'x' })).toHaveProperty('username')
  })

  test('is asked for again before it could go to another server or user', () => {
    expect(asksForPassword(values, stored)).toBe(false)
    expect(asksForPassword({ ...values, from: 'a@b.example', tls: 'implicit' }, stored)).toBe(false)
    expect(asksForPassword({ ...values, host: 'smtp.other.example' }, stored)).toBe(true)
    expect(asksForPassword({ ...values, port: 2525 }, stored)).toBe(true)
    expect(asksForPassword({ ...values, username: 'other' }, stored)).toBe(true)
    expect(asksForPassword({ ...values, username: '' }, stored)).toBe(false)
    expect(toSmtpErrors(stored)({ ...values, port: 2525 })).toHaveProperty('password')
    expect(toSmtpErrors(stored)({ ...values, port: 2525, password: 'again' })).toEqual({})
  })
})

test('signing in is checked as the server checks it', () => {
  const fresh = { ...values, password: '' }
  expect(toSmtpErrors(null)(fresh)).toHaveProperty('password')
  expect(toSmtpErrors(null)({ ...fresh, username: '' })).toEqual({})
  const clear = { ...values, tls: 'none', password: 'x' } as const
  expect(toSmtpErrors(null)(clear)).toHaveProperty('tls')
  expect(toSmtpErrors(null)({ ...clear, host: 'localhost' })).toEqual({})
  expect(toSmtpErrors(null)({ ...clear, username: '', password: '' })).toEqual({})
})

describe('the port', () => {
  test('follows the encryption until one of its own was typed', () => {
    expect(toFollowingPort(587, 'starttls', 'implicit')).toBe(465)
    expect(toFollowingPort('', 'starttls', 'none')).toBe(25)
    expect(toFollowingPort(2525, 'starttls', 'implicit')).toBe(2525)
  })

  test('is checked, and remarked on when it is known for the other way', () => {
    expect(toSmtpErrors(null)({ ...values, port: '' })['port']).toContain('587 or 465')
    expect(toSmtpErrors(null)({ ...values, port: 70_000 })['port']).toContain('65535')
    expect(toPortRemark({ port: 465, tls: 'starttls' })).toContain('465')
    expect(toPortRemark({ port: 587, tls: 'implicit' })).toContain('STARTTLS')
    expect(toPortRemark({ port: 587, tls: 'starttls' })).toBeNull()
  })
})

test('new settings begin with STARTTLS and say what is missing', () => {
  const fresh = toSmtpValues(null)
  expect(fresh).toMatchObject({ tls: 'starttls', port: 587 })
  expect(Object.keys(toSmtpErrors(null)(fresh)).toSorted()).toEqual(['from', 'host'])
})

test('only this machine itself may be reached without encryption unwarned', () => {
  expect(['localhost', '127.0.0.1', '::1', '[::1]'].every(isThisMachine)).toBe(true)
  expect(['smtp.example.com', '10.0.0.5', '127.example.com', ''].some(isThisMachine)).toBe(false)
})

test('the state tells set up from tested and failing', () => {
  const lastTest = { status: 'pass', detail: '', hint: null, answer: null, to: '', at: '' } as const
  expect(toSmtpLook(null).word).toBe('Not set up')
  expect(toSmtpLook({ lastTest: null }).word).toBe('Not tested yet')
  expect(toSmtpLook({ lastTest }).tone).toBe('success')
  expect(toSmtpLook({ lastTest: { ...lastTest, status: 'fail' } })).toEqual({
    tone: 'danger',
    word: 'Not working',
  })
})

test('an outcome is out of date once something it tried was typed anew', () => {
  const tested = toSmtpInput({ ...values, password: 'first' }, false)
  expect(isSameAccess(tested, tested)).toBe(true)
  expect(isSameAccess(tested, toSmtpInput(values, true))).toBe(true)
  expect(isSameAccess(tested, toSmtpInput({ ...values, password: 'second' }, true))).toBe(false)
  expect(isSameAccess(tested, toSmtpInput({ ...values, from: 'x@example.com' }, true))).toBe(false)
  expect(isSameAccess(undefined, tested)).toBe(false)
})
