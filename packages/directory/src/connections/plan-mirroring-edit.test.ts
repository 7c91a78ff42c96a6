import { expect, test } from 'vitest'
import { planMirroringEdit } from './plan-mirroring-edit.ts'

test('only what differs from before counts, and what was chosen earlier stays', () => {
  const stored = { jobTitle: 'userType' }
  const edit = planMirroringEdit(stored, { department: 'division', employeeId: null, name: 'displayName' })
  expect(edit).toEqual({
    chosen: { jobTitle: 'userType', department: 'division', employeeId: null, name: 'displayName' },
    fields: [
      { field: 'mirroring.department', before: 'department', after: 'division' },
      { field: 'mirroring.employeeId', before: 'employeeNumber', after: null },
    ],
  })
})

test.each([
  ['nothing', {}, undefined],
  ['an empty choice', {}, {}],
  ['the default', {}, { email: 'emails[type eq "work"].value' as const }],
  ['what is so already', { surname: null }, { surname: null }],
  ['an absent field', {}, { surname: undefined }],
])('%s changes nothing', (_name, stored, wanted) => {
  expect(planMirroringEdit(stored, wanted)).toBeNull()
})

test('a field can go back to its default', () => {
  const edit = planMirroringEdit({ surname: null }, { surname: 'name.familyName' })
  expect(edit?.fields).toEqual([{ field: 'mirroring.surname', before: null, after: 'name.familyName' }])
})
