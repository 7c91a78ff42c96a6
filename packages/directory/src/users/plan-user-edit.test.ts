import { type Role, ROLES } from '@rollcall/vocabulary'
import { describe, expect, test } from 'vitest'
import { type EditedPerson, planUserEdit } from './plan-user-edit.ts'

const profile = {
  name: 'Ada',
  givenName: null,
  surname: null,
  email: 'ada@contoso.example',
  jobTitle: 'Analyst',
  department: null,
  employeeId: null,
}
const person: EditedPerson = {
  profile,
  description: null,
  role: 'member',
  status: 'active',
  registered: false,
  editedFields: [],
  directory: profile,
}

function refusal(who: EditedPerson, input: Parameters<typeof planUserEdit>[1], holder: Role): string | null {
  try {
    planUserEdit(who, input, holder)
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'another error'
  }
}

describe('what an edit comes to', () => {
  test('values that are already so are no change', () => {
    const edit = planUserEdit(person, { ...profile, name: 'Ada', role: 'member', status: 'active' }, 'owner')
    expect(edit).toEqual({ fields: [], editedFields: [], role: null, status: null })
  })

  test('a changed field is remembered as edited when a directory holds the person', () => {
    const edit = planUserEdit(person, { name: 'Augusta', description: 'Countess' }, 'owner')
    expect(edit.fields).toEqual([
      { field: 'name', before: 'Ada', after: 'Augusta' },
      { field: 'description', before: null, after: 'Countess' },
    ])
    expect(edit.editedFields).toEqual(['name'])
  })

  test('nothing is remembered for someone who is in no directory', () => {
    expect(planUserEdit({ ...person, directory: null }, { name: 'Augusta' }, 'owner').editedFields).toEqual(
      [],
    )
  })

  test('a field goes back to the present value of the directory', () => {
    const edited = {
      ...person,
      profile: { ...profile, name: 'Augusta' },
      editedFields: ['name', 'email'] as const,
    }
    const edit = planUserEdit(edited, { useDirectory: ['name'] }, 'owner')
    expect(edit.fields).toEqual([{ field: 'name', before: 'Augusta', after: 'Ada' }])
    expect(edit.editedFields).toEqual(['email'])
  })

  test('a value and the directory value at once contradict each other', () => {
    expect(refusal(person, { name: 'Augusta', useDirectory: ['name'] }, 'owner')).toBe('invalid_input')
    expect(refusal({ ...person, directory: null }, { useDirectory: ['name'] }, 'owner')).toBe('conflict')
  })
})

describe('who may edit what', () => {
  const allowed: Record<Role, boolean> = {
    owner: true,
    admin: true,
    manager: true,
    operator: true,
    member: false,
  }
  test.each(ROLES)('%s edits the name of someone who has not claimed', (holder) => {
    expect(refusal(person, { name: 'Augusta' }, holder)).toBe(allowed[holder] ? null : 'forbidden')
  })

  test('an operator changes name, email and description, and nothing else', () => {
    const allowedEdit = { name: 'A', givenName: 'B', surname: 'C', email: 'a@b.example', description: 'D' }
    expect(refusal(person, allowedEdit, 'operator')).toBeNull()
    for (const input of [
      { jobTitle: 'Boss' },
      { department: 'Sales' },
      { employeeId: '7' },
      { role: 'operator' as const },
      { status: 'disabled' as const },
      { useDirectory: ['jobTitle' as const] },
    ]) {
      expect(refusal(person, input, 'operator'), JSON.stringify(input)).toBe('forbidden')
    }
  })

  test('an operator leaves people alone who have claimed', () => {
    expect(refusal({ ...person, registered: true }, { name: 'Augusta' }, 'operator')).toBe('forbidden')
    expect(refusal({ ...person, registered: true }, { name: 'Augusta' }, 'manager')).toBeNull()
  })

  test('nobody edits a holder of a higher role, and only owners touch owners', () => {
    expect(refusal({ ...person, role: 'admin' }, { name: 'Augusta' }, 'manager')).toBe('forbidden')
    expect(refusal({ ...person, role: 'manager' }, { name: 'Augusta' }, 'operator')).toBe('forbidden')
    expect(refusal({ ...person, role: 'owner' }, { name: 'Augusta' }, 'admin')).toBe('forbidden')
    expect(refusal({ ...person, role: 'owner' }, { name: 'Augusta' }, 'owner')).toBeNull()
  })

  test('nobody gives out a role above their own', () => {
    expect(refusal(person, { role: 'admin' }, 'manager')).toBe('forbidden')
    expect(refusal(person, { role: 'owner' }, 'admin')).toBe('forbidden')
    expect(refusal(person, { role: 'manager' }, 'manager')).toBeNull()
    expect(refusal(person, { role: 'owner' }, 'owner')).toBeNull()
  })
})
