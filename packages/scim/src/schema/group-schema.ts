import { GROUP_URN } from '../urns.ts'
import { attribute, type SchemaDefinition } from './attribute-definition.ts'

/** RFC 7643 section 4.2. The name is required and unique here, because Entra matches groups by it. */
export const GROUP_SCHEMA: SchemaDefinition = {
  id: GROUP_URN,
  name: 'Group',
  description: 'A group of people',
  attributes: [
    attribute('displayName', 'The name of the group; one per connection.', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('members', 'Who is in the group.', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        attribute('value', "The id of the member's User resource.", {
          mutability: 'immutable',
          caseExact: true,
        }),
        attribute('$ref', "The address of the member's resource.", {
          type: 'reference',
          mutability: 'readOnly',
          caseExact: true,
          referenceTypes: ['User', 'Group'],
        }),
        attribute('display', "The member's name.", { mutability: 'readOnly' }),
        attribute('type', 'What kind of resource the member is.', {
          mutability: 'readOnly',
          canonicalValues: ['User', 'Group'],
        }),
      ],
    }),
  ],
}
