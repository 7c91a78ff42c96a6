import { readProjection, type Projection } from '../answer/project.ts'
import { isObject } from '../resource.ts'
import { invalidFilter, invalidSyntax } from '../scim-error.ts'

/** A search as a query asks for it; `readPaging` and `parseFilter` take it from here. */
export interface SearchRequest extends Projection {
  readonly filter: string | null
  readonly startIndex: unknown
  readonly count: unknown
}

/** The body of `POST /Users/.search`: RFC 7644 section 3.4.3. Throws `invalidSyntax`, `invalidFilter` when it is no text. */
export function readSearch(body: unknown): SearchRequest {
  if (!isObject(body)) throw invalidSyntax('A search is a JSON object.')
  const names = new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]))
  const filter = names.get('filter') ?? null
  if (filter !== null && typeof filter !== 'string') throw invalidFilter('The filter must be text.')
  return {
    ...readProjection({
      attributes: names.get('attributes'),
      excludedAttributes: names.get('excludedattributes'),
    }),
    filter,
    startIndex: names.get('startindex'),
    count: names.get('count'),
  }
}
