import { ENTERPRISE_URN } from '../urns.ts'
import { attribute, type SchemaDefinition } from './attribute-definition.ts'

/** RFC 7643 section 4.3. Of the manager only the id is kept; address and name follow from it. */
export const ENTERPRISE_SCHEMA: SchemaDefinition = {
  id: ENTERPRISE_URN,
  name: 'EnterpriseUser',
  description: 'What an organisation says about a person',
  attributes: [
    attribute('employeeNumber', 'The number the organisation gave the person.'),
    attribute('costCenter', 'The cost centre.'),
    attribute('organization', 'The organisation.'),
    attribute('division', 'The division.'),
    attribute('department', 'The department.'),
    attribute('manager', "The person's manager.", {
      type: 'complex',
      subAttributes: [
        attribute('value', "The id of the manager's User resource.", { caseExact: true }),
        attribute('$ref', "The address of the manager's User resource.", {
          type: 'reference',
          mutability: 'readOnly',
          caseExact: true,
          referenceTypes: ['User'],
        }),
        attribute('displayName', "The manager's name.", { mutability: 'readOnly' }),
      ],
    }),
  ],
}
