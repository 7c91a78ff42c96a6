import { DEFAULT_MIRRORING, SCIM_SOURCES, type AttributeMirroring } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import {
  findFilledFields,
  toDefaultValues,
  toMirroringUpdate,
  toMirroringValues,
  toSourceOptions,
} from './mirroring-values.ts'

const stored: AttributeMirroring = { ...DEFAULT_MIRRORING, department: null }

describe('toMirroringUpdate', () => {
  it('sends only what differs', () => {
    const values = toMirroringValues(stored)
    expect(toMirroringUpdate(values, toMirroringValues(stored))).toEqual({})
    expect(toMirroringUpdate({ ...values, jobTitle: 'userType' }, values)).toEqual({ jobTitle: 'userType' })
  })

  it('leaves a field to people with null, and takes it back with an attribute', () => {
    const values = toMirroringValues(stored)
    expect(toMirroringUpdate({ ...values, email: '', department: 'costCenter' }, values)).toEqual({
      email: null,
      department: 'costCenter',
    })
  })

  it('never leaves the name without a source', () => {
    const values = toMirroringValues(stored)
    expect(toMirroringUpdate({ ...values, name: '' }, values)).toEqual({})
  })
})

it('offers every attribute, and leaving the field alone for all but the name', () => {
  expect(toSourceOptions('name').map((option) => option.value)).toEqual([...SCIM_SOURCES])
  expect(toSourceOptions('email').at(-1)).toEqual({ value: '', label: 'Leave to people here' })
})

it('goes back to what is chosen for everyone', () => {
  expect(toDefaultValues()).toEqual(DEFAULT_MIRRORING)
})

it('knows where an attribute lands', () => {
  expect(findFilledFields({ ...stored, surname: 'displayName' }, 'displayName')).toEqual(['name', 'surname'])
  expect(findFilledFields(stored, 'department')).toEqual([])
})
