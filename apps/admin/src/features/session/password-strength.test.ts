import { expect, test } from 'vitest'
import { toPasswordStrength } from './password-strength.ts'

test('a short password says how much is missing', () => {
  expect(toPasswordStrength('elevenchars')).toMatchObject({ score: 0, word: 'Too short' })
  expect(toPasswordStrength('elevenchars').advice).toContain('1 more character needed')
  expect(toPasswordStrength('').advice).toContain('12 more characters needed')
})

test.each(['password1234!', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'Qwertyuiop123!!'])(
  '%s is easy to guess',
  (password) => {
    expect(toPasswordStrength(password).score).toBe(1)
  },
)

test('the person’s own name and email make it weak', () => {
  expect(toPasswordStrength('Marchetti!2291', ['Ana Marchetti', 'ana@fabrikam.example']).score).toBe(1)
  expect(toPasswordStrength('fabrikam-Xy-2291', ['Ana', 'ana@fabrikam.example']).score).toBe(1)
})

test('length raises the score', () => {
  expect(toPasswordStrength('tractorlilac').score).toBe(2)
  expect(toPasswordStrength('Tractor-lilac9').score).toBe(3)
  expect(toPasswordStrength('tractor lilac copper window').score).toBe(4)
})
