import type { MemberKind } from '../directory/directory-object.ts'

const names = (text: string): string[] => text.trim().split(/\s+/)

export type PropertyTable = {
  /** Everything that can be selected. */
  all: ReadonlySet<string>
  /** What comes without `$select`. */
  defaults: readonly string[]
  /** Can be filtered on without the advanced query switch. */
  indexed: ReadonlySet<string>
  /** Can be filtered on only as an advanced query. */
  advanced: ReadonlySet<string>
  /** Kept in another service: a collection answers 501. */
  foreign: ReadonlySet<string>
  /** Links to other objects that delta queries can follow. */
  relations: ReadonlySet<string>
}

const USER_DEFAULTS = names(`businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation
  preferredLanguage surname userPrincipalName`)

const USERS: PropertyTable = {
  all: new Set(
    names(`id accountEnabled assignedLicenses businessPhones city companyName country createdDateTime
      creationType deletedDateTime department displayName employeeHireDate employeeId employeeType
      externalUserState givenName jobTitle mail mailNickname mobilePhone officeLocation onPremisesImmutableId
      onPremisesSamAccountName onPremisesSyncEnabled otherMails postalCode preferredLanguage proxyAddresses
      securityIdentifier signInActivity state streetAddress surname usageLocation userPrincipalName userType`),
  ),
  defaults: USER_DEFAULTS,
  indexed: new Set(
    names(`id accountEnabled assignedLicenses city country createdDateTime department displayName employeeId
      givenName jobTitle mail mailNickname onPremisesImmutableId onPremisesSyncEnabled otherMails proxyAddresses
      state surname usageLocation userPrincipalName userType`),
  ),
  advanced: new Set(
    names(`businessPhones companyName creationType employeeHireDate employeeType externalUserState mobilePhone
      officeLocation onPremisesSamAccountName postalCode preferredLanguage streetAddress`),
  ),
  foreign: new Set(
    names(`aboutMe birthday hireDate interests mailboxSettings mySite pastProjects preferredName
      responsibilities schools skills`),
  ),
  relations: new Set(['manager']),
}

const GROUP_ALL = names(`id classification createdDateTime deletedDateTime description displayName
  expirationDateTime groupTypes isAssignableToRole mail mailEnabled mailNickname membershipRule
  membershipRuleProcessingState onPremisesLastSyncDateTime onPremisesSamAccountName
  onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation preferredLanguage proxyAddresses
  renewedDateTime resourceProvisioningOptions securityEnabled securityIdentifier theme visibility`)

const GROUPS: PropertyTable = {
  all: new Set(GROUP_ALL),
  defaults: GROUP_ALL,
  indexed: new Set(
    names(`id createdDateTime displayName groupTypes isAssignableToRole mail mailEnabled mailNickname
      onPremisesSyncEnabled proxyAddresses renewedDateTime securityEnabled visibility`),
  ),
  advanced: new Set(names(`classification description membershipRule onPremisesSamAccountName`)),
  foreign: new Set(
    names(`allowExternalSenders autoSubscribeNewMembers hideFromAddressLists
    hideFromOutlookClients isSubscribedByMail unseenCount`),
  ),
  relations: new Set(['members', 'owners']),
}

function plainTable(text: string): PropertyTable {
  const all = names(text)
  return {
    all: new Set(all),
    defaults: all,
    indexed: new Set(['id', 'displayName']),
    advanced: new Set(),
    foreign: new Set(),
    relations: new Set(),
  }
}

export const PROPERTIES: Readonly<Record<MemberKind, PropertyTable>> = {
  user: USERS,
  group: GROUPS,
  device: plainTable('id displayName deviceId operatingSystem accountEnabled'),
  orgContact: plainTable('id displayName mail'),
  servicePrincipal: plainTable('id displayName appId accountEnabled'),
}

/** What User.ReadBasic.All shows of a person. */
export const BASIC_PROFILE: ReadonlySet<string> = new Set(
  names('id displayName givenName surname mail userPrincipalName securityIdentifier'),
)

/** Largest page when sign-in activity is asked for. */
export const SIGN_IN_PAGE = 500
