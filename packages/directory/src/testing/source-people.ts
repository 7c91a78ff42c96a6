import { entraId, type SourceGroup, type SourceUser } from '@rollcall/vocabulary'

/** A believable person of a directory; `objectId` is any short text that tells people apart. */
export function sourceUser(
  objectId: string,
  overrides: Partial<Omit<SourceUser, 'objectId'>> = {},
): SourceUser {
  return {
    objectId: entraId.parse(objectId),
    displayName: `Person ${objectId}`,
    givenName: 'Person',
    surname: objectId,
    mail: `${objectId}@contoso.example`,
    userPrincipalName: `${objectId}@contoso.example`,
    jobTitle: null,
    department: null,
    employeeId: null,
    companyName: null,
    officeLocation: null,
    accountEnabled: true,
    userType: 'member',
    ...overrides,
  }
}

export function sourceGroup(
  objectId: string,
  overrides: Partial<Omit<SourceGroup, 'objectId'>> = {},
): SourceGroup {
  return {
    objectId: entraId.parse(objectId),
    displayName: `Group ${objectId}`,
    description: null,
    kind: 'security',
    dynamic: false,
    hiddenMembership: false,
    ...overrides,
  }
}
