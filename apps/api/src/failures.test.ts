import { DirectoryError } from '@rollcall/directory'
import { ERROR_CODES, SourceError, createRealmInput } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { HTTP_STATUS, inputFailure, toFailure } from './failures.ts'

describe('failures', () => {
  it.each(ERROR_CODES)('gives %s an error status', (code) => {
    expect(HTTP_STATUS[code]).toBeGreaterThanOrEqual(400)
    expect(HTTP_STATUS[code]).toBeLessThan(600)
  })

  it('passes an expected failure on with its issues', () => {
    const issues = [{ path: 'email', message: 'Enter a complete email address.' }]
    expect(toFailure(new DirectoryError('invalid_input', 'Check the email.', issues))).toEqual({
      code: 'invalid_input',
      message: 'Check the email.',
      issues,
    })
  })

  it('joins what a directory said with the hint about it', () => {
    const error = new SourceError('refused', 'Microsoft refused.', {
      hint: 'Grant consent.',
      cause: new Error('x'),
    })
    expect(toFailure(error)).toMatchObject({
      code: 'directory_refused',
      message: 'Microsoft refused. Grant consent.',
    })
  })

  it.each([new Error('select secret from users'), 'text', null, { code: 'forbidden', message: 'no' }])(
    'tells nothing of what it does not know: %s',
    (thrown) => {
      const failure = toFailure(thrown)
      expect(failure.code).toBe('internal')
      expect(JSON.stringify(failure)).not.toMatch(/select|text:|forbidden/)
    },
  )

  it('lists every field that a schema refused', () => {
    const { error } = createRealmInput.safeParse({ name: '', slug: 'NO!', extra: 1 })
    if (!error) throw new Error('The input was accepted.')
    const failure = inputFailure(error)
    expect(failure.code).toBe('invalid_input')
    expect(failure.issues.map((issue) => issue.path)).toEqual(expect.arrayContaining(['name', 'slug', '']))
    expect(failure.message).toContain('Give the realm a name.')
  })
})
