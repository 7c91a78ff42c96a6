import { ENTERPRISE_SCHEMA } from './enterprise-schema.ts'
import { GROUP_SCHEMA } from './group-schema.ts'
import { USER_SCHEMA } from './user-schema.ts'

/** Every attribute this service understands, as data. What all resources have is in `COMMON_ATTRIBUTES`. */
export const SCHEMAS = { User: USER_SCHEMA, Group: GROUP_SCHEMA, EnterpriseUser: ENTERPRISE_SCHEMA } as const
