import { ENTERPRISE_URN } from '@rollcall/scim'
import { expect, test } from 'vitest'
import { toMatchKey, toMatchKeys } from './match-keys.ts'

test('keys are folded, each once, and only for what clients look for', () => {
  const document = {
    userName: 'Ada',
    displayName: 'Ada LOVELACE',
    title: 'Analyst',
    emails: [{ value: 'A@x.example', type: 'work' }, { value: 'a@X.example' }, { type: 'home' }],
    [ENTERPRISE_URN]: { employeeNumber: 'N1', department: 'D' },
  }
  expect(toMatchKeys(document)).toEqual([
    'displayname=ada lovelace',
    'employeenumber=n1',
    'emails.value=a@x.example',
  ])
  expect(toMatchKeys({ userName: 'Ada' })).toEqual([])
})

test('long values agree in their beginning, and no character is cut in half', () => {
  const key = toMatchKey('displayname', `${'x'.repeat(199)}😀${'y'.repeat(3_000)}`)
  expect(key).toBe(`displayname=${'x'.repeat(199)}`)
  expect(toMatchKeys({ displayName: 'z'.repeat(4_000) })[0]?.length).toBeLessThan(300)
})
