import { ENTERPRISE_URN, type ScimResource } from '@rollcall/scim'
import {
  cleanText,
  DEFAULT_MIRRORING,
  type AttributeMirroring,
  type EntraId,
  type ScimSource,
  type SourceUser,
} from '@rollcall/vocabulary'

/**
 * What the mirror holds of a pushed person: the attributes that were chosen to fill the profile, and null for a field that
 * is left to people here. A `userName` that fills the email is not mirrored as one: a soft delete renames it.
 */
export function toMirroredPerson(
  id: string,
  document: ScimResource,
  mirroring: AttributeMirroring,
): SourceUser {
  const read = (source: ScimSource | null) => (source === null ? null : readSource(document, source))
  return {
    objectId: toObjectId(id),
    displayName: read(mirroring.name),
    givenName: read(mirroring.givenName),
    surname: read(mirroring.surname),
    mail:
      mirroring.email === null || mirroring.email === 'userName'
        ? null
        : readEmail(document, mirroring.email),
    userPrincipalName: toText(document['userName']),
    jobTitle: read(mirroring.jobTitle),
    department: read(mirroring.department),
    employeeId: read(mirroring.employeeId),
    companyName: readSource(document, 'organization'),
    officeLocation: null,
    accountEnabled: document['active'] !== false,
    userType: 'member',
  }
}

/** The work address, else the primary one, else any, where nobody chose otherwise. */
function readEmail(document: ScimResource, source: ScimSource): string | null {
  if (source !== DEFAULT_MIRRORING.email) return readSource(document, source)
  return (
    readSource(document, source) ??
    readSource(document, 'emails[primary eq true].value') ??
    readElement(document, () => true)
  )
}

function readSource(document: ScimResource, source: ScimSource): string | null {
  switch (source) {
    case 'emails[type eq "work"].value':
      return readElement(document, ({ type }) => typeof type === 'string' && type.toLowerCase() === 'work')
    case 'emails[primary eq true].value':
      return readElement(document, ({ primary }) => primary === true)
    case 'name.formatted':
    case 'name.givenName':
    case 'name.familyName':
      return readPart(document['name'], source.slice('name.'.length))
    case 'department':
    case 'organization':
    case 'division':
    case 'costCenter':
    case 'employeeNumber':
      return readPart(document[ENTERPRISE_URN], source)
    default:
      return toText(document[source])
  }
}

type Element = Readonly<Record<string, unknown>>

/** The address of the first of the emails that is meant and has one. */
function readElement(document: ScimResource, isMeant: (element: Element) => boolean): string | null {
  const emails: unknown = document['emails']
  if (!Array.isArray(emails)) return null
  for (const email of emails) {
    const address = isElement(email) && isMeant(email) ? toText(email['value']) : null
    if (address !== null) return address
  }
  return null
}

function readPart(value: unknown, name: string): string | null {
  return isElement(value) ? toText(value[name]) : null
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? cleanText(value) : null
}

/** In the mirror a pushed person goes by the id that their client knows, where someone who was read has the directory's. */
function toObjectId(id: string): EntraId {
  return id as EntraId
}
