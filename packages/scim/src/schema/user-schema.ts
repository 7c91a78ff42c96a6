import { USER_URN } from '../urns.ts'
import { attribute, listOf, type SchemaDefinition } from './attribute-definition.ts'

const BOOLEAN = { type: 'boolean' } as const
const KINDS = ['work', 'home', 'other'] as const

const NAME = attribute('name', 'The parts of the name.', {
  type: 'complex',
  subAttributes: [
    attribute('formatted', 'The whole name, ready for display.'),
    attribute('familyName', 'The family name.'),
    attribute('givenName', 'The given name.'),
    attribute('middleName', 'The middle name or names.'),
    attribute('honorificPrefix', 'A title before the name.'),
    attribute('honorificSuffix', 'A suffix after the name.'),
  ],
})

const ADDRESSES = attribute('addresses', 'Postal addresses.', {
  type: 'complex',
  multiValued: true,
  subAttributes: [
    attribute('formatted', 'The whole address, ready for a label.'),
    attribute('streetAddress', 'Street, house number and what else comes before the place.'),
    attribute('locality', 'The city or place.'),
    attribute('region', 'The state or region.'),
    attribute('postalCode', 'The postal code.'),
    attribute('country', 'The country, as two letters.'),
    attribute('type', 'What the address is used for.', { canonicalValues: KINDS }),
    attribute('primary', 'Whether this is the preferred address; true at most once.', BOOLEAN),
  ],
})

const GROUPS = attribute('groups', 'The groups the person is in. Changed through the groups.', {
  type: 'complex',
  multiValued: true,
  mutability: 'readOnly',
  subAttributes: [
    attribute('value', 'The id of the group.', { mutability: 'readOnly', caseExact: true }),
    attribute('$ref', 'The address of the group.', {
      type: 'reference',
      mutability: 'readOnly',
      caseExact: true,
      referenceTypes: ['Group'],
    }),
    attribute('display', 'The name of the group.', { mutability: 'readOnly' }),
    attribute('type', 'Whether the membership is direct.', {
      mutability: 'readOnly',
      canonicalValues: ['direct', 'indirect'],
    }),
  ],
})

const REFERENCE = { type: 'reference', caseExact: true, referenceTypes: ['external'] } as const

/** RFC 7643 section 4.1. */
export const USER_SCHEMA: SchemaDefinition = {
  id: USER_URN,
  name: 'User',
  description: 'A person',
  attributes: [
    attribute('userName', 'The name the person signs in with at the directory; one per connection.', {
      required: true,
      uniqueness: 'server',
    }),
    NAME,
    attribute('displayName', 'The name shown to others.'),
    attribute('nickName', 'The casual name.'),
    attribute('profileUrl', 'The address of a page about the person.', REFERENCE),
    attribute('title', 'The job title.'),
    attribute('userType', 'How the person relates to the organisation.'),
    attribute('preferredLanguage', 'Preferred languages, as in Accept-Language.'),
    attribute('locale', 'The region for dates, numbers and currency.'),
    attribute('timezone', 'The time zone, by its name in the IANA database.'),
    attribute('active', 'Whether the person may use this service.', BOOLEAN),
    // Known so that a client may send it; discarded wherever it comes, since nobody signs in with it here.
    attribute('password', 'Never kept and never returned.', {
      mutability: 'writeOnly',
      returned: 'never',
      caseExact: true,
    }),
    listOf('emails', 'Email addresses.', {}, KINDS),
    listOf('phoneNumbers', 'Telephone numbers, as they were written.', {}, [
      'work',
      'home',
      'mobile',
      'fax',
      'pager',
      'other',
    ]),
    listOf('ims', 'Instant messaging addresses.'),
    listOf('photos', 'Addresses of pictures.', REFERENCE, ['photo', 'thumbnail']),
    ADDRESSES,
    GROUPS,
    listOf('entitlements', 'What the directory says the person is entitled to. Kept, and grants nothing.'),
    listOf('roles', 'What the directory calls the roles of the person. Kept, and grants nothing.'),
    listOf('x509Certificates', 'Certificates, as base64.', { type: 'binary', caseExact: true }),
  ],
}
