import type { ProfileField } from '@rollcall/vocabulary'

export type Profile = Record<ProfileField, string | null>

/** The attributes of a mirrored person that make a profile. */
export interface ProfileSource {
  readonly objectId: string
  readonly displayName: string | null
  readonly givenName: string | null
  readonly surname: string | null
  readonly mail: string | null
  readonly userPrincipalName: string | null
  readonly jobTitle: string | null
  readonly department: string | null
  readonly employeeId: string | null
}

/** A deleted account's name is 32 hexadecimal digits in front of the old one; a guest's holds `#EXT#`. Neither receives mail. */
const notAnAddress = /^[0-9a-f]{32}.*@|#EXT#/i

/** The address people can be reached at: mail, else a user principal name that can be one. */
export function toEmail(source: Pick<ProfileSource, 'mail' | 'userPrincipalName'>): string | null {
  if (source.mail !== null) return source.mail
  const upn = source.userPrincipalName
  return upn === null || notAnAddress.test(upn) || !upn.includes('@') ? null : upn
}

/** A deleted account whose name was its address: the address is not gone, and comes back when the account is restored. */
export function isRenamed(source: Pick<ProfileSource, 'mail' | 'userPrincipalName'>): boolean {
  return source.mail === null && /^[0-9a-f]{32}.*@/i.test(source.userPrincipalName ?? '')
}

/** What the directory asserts about a person, field by field. A person always has a name. */
export function toDirectoryProfile(source: ProfileSource): Profile {
  const parts = [source.givenName, source.surname].filter((part) => part !== null).join(' ')
  return {
    name: source.displayName ?? (parts || (source.userPrincipalName ?? source.mail ?? source.objectId)),
    givenName: source.givenName,
    surname: source.surname,
    email: toEmail(source),
    jobTitle: source.jobTitle,
    department: source.department,
    employeeId: source.employeeId,
  }
}
