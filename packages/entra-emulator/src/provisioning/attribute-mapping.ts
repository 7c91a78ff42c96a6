import type { DirectoryUser } from '../directory/directory-object.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** One person as the mapping sees them. `isSoftDeleted` is true for who is disabled, deleted or out of scope. */
export type MappedPerson = { user: DirectoryUser; isSoftDeleted: boolean }

type Reader = (person: MappedPerson) => string | boolean | null | undefined

/** Source attributes and expressions, spelled as on Entra's mapping page. */
const SOURCES = {
  userPrincipalName: ({ user }) => user.userPrincipalName,
  objectId: ({ user }) => user.id,
  mailNickname: ({ user }) => user.mailNickname,
  displayName: ({ user }) => user.displayName,
  jobTitle: ({ user }) => user.jobTitle,
  mail: ({ user }) => user.mail,
  preferredLanguage: ({ user }) => user.preferredLanguage,
  givenName: ({ user }) => user.givenName,
  surname: ({ user }) => user.surname,
  'Join(" ", [givenName], [surname])': ({ user }) =>
    [user.givenName, user.surname].filter((part) => part !== null && part !== '').join(' '),
  physicalDeliveryOfficeName: ({ user }) => user.officeLocation,
  streetAddress: ({ user }) => user.streetAddress,
  city: ({ user }) => user.city,
  state: ({ user }) => user.state,
  postalCode: ({ user }) => user.postalCode,
  country: ({ user }) => user.country,
  telephoneNumber: ({ user }) => user.businessPhones[0],
  mobile: ({ user }) => user.mobilePhone,
  /** People of the emulator have no fax. */
  facsimileTelephoneNumber: () => undefined,
  employeeId: ({ user }) => user.employeeId,
  department: ({ user }) => user.department,
  companyName: ({ user }) => user.companyName,
  employeeType: ({ user }) => user.employeeType,
  'Switch([IsSoftDeleted], , "False", "True", "True", "False")': ({ isSoftDeleted }) => !isSoftDeleted,
  /** A mapping people get wrong: leaving the scope then changes nothing. */
  accountEnabled: ({ user }) => user.accountEnabled !== false,
  /** A reference: sent in the later pass, as the target's id. */
  manager: () => undefined,
} as const satisfies Readonly<Record<string, Reader>>

export type SourceName = keyof typeof SOURCES

export type MappingRow = { target: string; source: SourceName }

export const SOURCE_NAMES: ReadonlySet<string> = new Set(Object.keys(SOURCES))

export function isSourceName(text: string): text is SourceName {
  return SOURCE_NAMES.has(text)
}

/** What Entra maps for a custom app when nobody changes anything. */
export function defaultMapping(externalId: 'mailNickname' | 'objectId'): readonly MappingRow[] {
  return [
    { target: 'userName', source: 'userPrincipalName' },
    { target: 'active', source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
    { target: 'displayName', source: 'displayName' },
    { target: 'title', source: 'jobTitle' },
    { target: 'emails[type eq "work"].value', source: 'mail' },
    { target: 'preferredLanguage', source: 'preferredLanguage' },
    { target: 'name.givenName', source: 'givenName' },
    { target: 'name.familyName', source: 'surname' },
    { target: 'name.formatted', source: 'Join(" ", [givenName], [surname])' },
    { target: 'addresses[type eq "work"].formatted', source: 'physicalDeliveryOfficeName' },
    { target: 'addresses[type eq "work"].streetAddress', source: 'streetAddress' },
    { target: 'addresses[type eq "work"].locality', source: 'city' },
    { target: 'addresses[type eq "work"].region', source: 'state' },
    { target: 'addresses[type eq "work"].postalCode', source: 'postalCode' },
    { target: 'addresses[type eq "work"].country', source: 'country' },
    { target: 'phoneNumbers[type eq "work"].value', source: 'telephoneNumber' },
    { target: 'phoneNumbers[type eq "mobile"].value', source: 'mobile' },
    { target: 'phoneNumbers[type eq "fax"].value', source: 'facsimileTelephoneNumber' },
    { target: 'externalId', source: externalId },
    { target: `${ENTERPRISE}:employeeNumber`, source: 'employeeId' },
    { target: `${ENTERPRISE}:department`, source: 'department' },
    { target: `${ENTERPRISE}:manager`, source: 'manager' },
  ]
}

/** A target attribute with the value it should have. */
export type MappedValue = { target: string; value: string | boolean }

/** Only attributes that have a value: Entra does not flow empty ones to apps. */
export function mapPerson(mapping: readonly MappingRow[], person: MappedPerson): MappedValue[] {
  const mapped: MappedValue[] = []
  for (const { target, source } of mapping) {
    const read: Reader = SOURCES[source]
    const value = read(person)
    if (value !== null && value !== undefined && value !== '') mapped.push({ target, value })
  }
  return mapped
}
