import { ScimError } from '../scim-error.ts'

/** The status and type of the ScimError that `attempt` throws; what else it throws goes through. */
export function caught(attempt: () => unknown): string {
  try {
    attempt()
    return 'nothing'
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    return error.scimType ?? String(error.status)
  }
}
