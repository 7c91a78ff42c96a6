import type { ScimRow } from '@rollcall/db'
import type { ResourceType, ScimValue } from '@rollcall/scim'
import type { StoredResource } from './provider-call.ts'
import { toStoredDocument } from './to-stored-document.ts'

/** A row as the language of SCIM knows it, with members or groups where they were read. */
export function toStoredResource(row: ScimRow, type: ResourceType): StoredResource {
  const own = toStoredDocument(row.document)
  const name = type === 'Group' ? 'members' : 'groups'
  return {
    id: row.id,
    document: row.related === null ? own : { ...own, [name]: toElements(row.related) },
    version: row.version,
    created: row.created_at,
    lastModified: row.last_modified,
  }
}

/** The statement builds objects of text. */
function toElements(related: readonly object[]): ScimValue {
  return related as ScimValue
}
