import { ENTERPRISE_URN, foldCase, type ScimResource } from '@rollcall/scim'

/** Attributes other than userName and externalId by which clients look for people; the names are those of the keys. */
export type MatchAttribute = 'displayname' | 'employeenumber' | 'emails.value'

/** More than an address or a number has; what is longer agrees in its beginning, so whoever looks compares the value too. */
const LONGEST = 200
/** The first half of a character that the cut went through. */
const HALF = /[\uD800-\uDBFF]$/

/** One key of `scim_users.match_keys`: the attribute in lower case and the value folded, its beginning if it is long. */
export function toMatchKey(attribute: MatchAttribute, value: string): string {
  return `${attribute}=${foldCase(value).slice(0, LONGEST).replace(HALF, '')}`
}

/** The keys of a User. A document without any of the attributes has none. */
export function toMatchKeys(document: ScimResource): string[] {
  const keys = new Set<string>()
  const add = (attribute: MatchAttribute, value: unknown) => {
    if (typeof value === 'string') keys.add(toMatchKey(attribute, value))
  }
  add('displayname', document['displayName'])
  const extension = document[ENTERPRISE_URN]
  if (typeof extension === 'object' && 'employeeNumber' in extension)
    add('employeenumber', extension.employeeNumber)
  const emails = document['emails']
  if (Array.isArray(emails)) for (const email of emails) add('emails.value', email.value)
  return [...keys]
}
