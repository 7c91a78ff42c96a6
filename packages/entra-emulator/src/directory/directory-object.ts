import type { JsonObject } from '../json-value.ts'

/** A user as Graph knows it (user resource type); `null` is "not set". Dates are ISO 8601 text. */
export type DirectoryUser = {
  id: string
  accountEnabled: boolean | null
  assignedLicenses: { skuId: string; disabledPlans: string[] }[]
  businessPhones: string[]
  city: string | null
  companyName: string | null
  country: string | null
  createdDateTime: string | null
  creationType: string | null
  deletedDateTime: string | null
  department: string | null
  displayName: string | null
  employeeHireDate: string | null
  employeeId: string | null
  employeeType: string | null
  externalUserState: string | null
  givenName: string | null
  jobTitle: string | null
  mail: string | null
  mailNickname: string | null
  mobilePhone: string | null
  officeLocation: string | null
  onPremisesImmutableId: string | null
  onPremisesSamAccountName: string | null
  onPremisesSyncEnabled: boolean | null
  otherMails: string[]
  postalCode: string | null
  preferredLanguage: string | null
  proxyAddresses: string[]
  securityIdentifier: string | null
  state: string | null
  streetAddress: string | null
  surname: string | null
  usageLocation: string | null
  userPrincipalName: string
  userType: string | null
}

/** What a change to a user may carry; `managerId` is the manager link, null removes it. */
export type UserPatch = Partial<Omit<DirectoryUser, 'id'>> & { managerId?: string | null }

/** A group as Graph knows it (group resource type). */
export type DirectoryGroup = {
  id: string
  classification: string | null
  createdDateTime: string | null
  deletedDateTime: string | null
  description: string | null
  displayName: string
  expirationDateTime: string | null
  groupTypes: string[]
  isAssignableToRole: boolean | null
  mail: string | null
  mailEnabled: boolean
  mailNickname: string
  membershipRule: string | null
  membershipRuleProcessingState: string | null
  onPremisesLastSyncDateTime: string | null
  onPremisesSamAccountName: string | null
  onPremisesSecurityIdentifier: string | null
  onPremisesSyncEnabled: boolean | null
  preferredDataLocation: string | null
  preferredLanguage: string | null
  proxyAddresses: string[]
  renewedDateTime: string | null
  resourceProvisioningOptions: string[]
  securityEnabled: boolean
  securityIdentifier: string | null
  theme: string | null
  visibility: string | null
}

export type GroupPatch = Partial<Omit<DirectoryGroup, 'id'>>

export type OtherKind = 'device' | 'servicePrincipal' | 'orgContact'
export type MemberKind = 'user' | 'group' | OtherKind

/** A device, service principal or contact: things that can sit in a group and are not people. */
export type OtherObject = { kind: OtherKind; record: JsonObject & { id: string } }

export type MemberRef = { id: string; kind: MemberKind }
