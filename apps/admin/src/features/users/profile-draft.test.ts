import { connectionId, entraId, userId, type UserDetailView } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import {
  findDirectoryRecord,
  isUnchanged,
  toProfileDraft,
  toUpdate,
  validateProfile,
} from './profile-draft.ts'

const at = '2026-01-02T03:04:05.000Z'
const record: UserDetailView['directory'][number] = {
  connectionId: connectionId.parse('01890a5d-ac96-774b-bcce-b302099a8058'),
  connectionName: 'Contoso',
  connectionKind: 'entra',
  externalId: null,
  identityId: '0199a1b2-3c4d-7e5f-8a6b-7c8d9e0f1a07',
  entraId: entraId.parse('ada'),
  userPrincipalName: 'ada@contoso.com',
  accountEnabled: true,
  userType: 'member',
  companyName: null,
  officeLocation: null,
  profile: {
    name: 'Ada Lovelace',
    givenName: 'Ada',
    surname: 'Lovelace',
    email: 'ada@contoso.com',
    jobTitle: 'Analyst',
    department: null,
    employeeId: null,
  },
  groups: [],
  syncedAt: at,
  leftAt: null,
}
const ada: UserDetailView = {
  id: userId.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
  did: null,
  name: 'Ada L.',
  email: 'ada@contoso.com',
  role: 'member',
  status: 'active',
  description: null,
  entraId: null,
  claimedAt: null,
  registeredAt: null,
  jobTitle: 'Analyst',
  department: null,
  leftAt: null,
  createdAt: at,
  updatedAt: at,
  givenName: 'Ada',
  surname: 'Lovelace',
  employeeId: null,
  realms: [],
  editedFields: ['name'],
  directory: [record],
  disabledReason: null,
  hasPassword: false,
}

describe('toUpdate', () => {
  it('is empty for an untouched form', () => {
    expect(isUnchanged(toUpdate(toProfileDraft(ada), ada))).toBe(true)
  })

  it('sends changed fields only, without spaces around them', () => {
    const draft = {
      ...toProfileDraft(ada),
      email: ' a@contoso.com ',
      role: 'operator' as const,
      description: 'x',
    }
    expect(toUpdate(draft, ada)).toEqual({ email: 'a@contoso.com', role: 'operator', description: 'x' })
  })

  it('sends a field that goes back to the directory once, as released', () => {
    const draft = { ...toProfileDraft(ada), name: 'Ada Lovelace', released: ['name' as const] }
    expect(toUpdate(draft, ada)).toEqual({ useDirectory: ['name'] })
  })

  it('empties a field', () => {
    expect(toUpdate({ ...toProfileDraft(ada), jobTitle: '' }, ada)).toEqual({ jobTitle: '' })
  })
})

describe('validateProfile', () => {
  it('names each field that is wrong', () => {
    const errors = validateProfile({
      ...toProfileDraft(ada),
      name: ' ',
      email: 'nobody',
      surname: 'x'.repeat(200),
    })
    expect(errors).toEqual({
      name: 'A person needs a name.',
      email: expect.stringContaining('email'),
      surname: 'This is too long. Shorten it.',
    })
  })

  it('accepts a person without email', () => {
    expect(validateProfile({ ...toProfileDraft(ada), email: '' })).toEqual({})
  })
})

describe('findDirectoryRecord', () => {
  it('passes over directories the person has left', () => {
    expect(findDirectoryRecord({ ...ada, directory: [{ ...record, leftAt: at }, record] })).toBe(record)
    expect(findDirectoryRecord({ ...ada, directory: [{ ...record, leftAt: at }] })).toBeNull()
  })
})
