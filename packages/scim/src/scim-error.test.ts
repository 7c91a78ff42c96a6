import { expect, test } from 'vitest'
import { invalidValue, quote, ScimError, toErrorBody } from './scim-error.ts'

test('an error as it is sent', () => {
  expect(toErrorBody(invalidValue('active must be true or false.'))).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '400',
    scimType: 'invalidValue',
    detail: 'active must be true or false.',
  })
  expect(toErrorBody(new ScimError(404, null, 'There is no such user.'))).not.toHaveProperty('scimType')
})

test('what was sent is quoted short and escaped', () => {
  expect(quote('a"\n')).toBe('"a\\"\\n"')
  expect(quote('x'.repeat(500)).length).toBeLessThan(90)
})
