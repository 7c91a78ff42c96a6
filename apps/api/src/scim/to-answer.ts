import type { StoredResource, Written } from '@rollcall/directory'
import {
  project,
  readProjection,
  toWeakEtag,
  toWire,
  type Projection,
  type ResourceType,
  type ScimResource,
} from '@rollcall/scim'
import type { ScimAnswer, ScimRequest } from './scim-request.ts'

/** Names of attributes that the query asks for or does without. */
export function projectionOf(query: URLSearchParams): Projection {
  if (query.size === 0) return {}
  return readProjection({
    attributes: query.getAll('attributes'),
    excludedAttributes: query.getAll('excludedAttributes'),
  })
}

/** A resource as it is sent. */
export function toBody(
  request: Pick<ScimRequest, 'baseUrl'>,
  type: ResourceType,
  stored: StoredResource,
  projection: Projection,
): ScimResource {
  const wire = toWire(stored.document, {
    resourceType: type,
    id: stored.id,
    created: stored.created,
    lastModified: stored.lastModified,
    location: locationOf(request, type, stored.id),
    version: toWeakEtag(stored.version),
  })
  return project(wire, projection)
}

/** A resource with the headers that belong to it. */
export function toResourceAnswer(
  request: ScimRequest,
  type: ResourceType,
  stored: StoredResource,
  more: { readonly status: number; readonly written: Written | null },
): ScimAnswer {
  return {
    ...more,
    body: toBody(request, type, stored, projectionOf(request.query)),
    etag: toWeakEtag(stored.version),
    location: locationOf(request, type, stored.id),
  }
}

/** RFC 7644 sections 3.5.2 and 3.6: nothing is sent back but the new version, if there is one. */
export function toEmptyAnswer(written: Written): ScimAnswer {
  const etag = written.resource && toWeakEtag(written.resource.version)
  return { status: 204, body: null, etag, location: null, written }
}

/** Something that was looked up and has no version. */
export function toPlainAnswer(body: object): ScimAnswer {
  return { status: 200, body, etag: null, location: null, written: null }
}

function locationOf({ baseUrl }: Pick<ScimRequest, 'baseUrl'>, type: ResourceType, id: string): string {
  return `${baseUrl}/${type}s/${id}`
}
