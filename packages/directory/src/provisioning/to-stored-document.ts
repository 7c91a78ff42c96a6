import type { ScimResource } from '@rollcall/scim'

/** Only `readResource` and `patchUser` make what the column `document` holds. */
export function toStoredDocument(stored: unknown): ScimResource {
  return stored as ScimResource
}
