import {
  ScimError,
  toListResponse,
  toResourceTypes,
  toSchemaDocuments,
  toServiceProviderConfig,
} from '@rollcall/scim'
import { PAGES } from './answer-collection.ts'
import { MethodRefused } from './method-refused.ts'
import type { ScimAnswer, ScimRequest } from './scim-request.ts'
import { toPlainAnswer } from './to-answer.ts'

/** What the service provider can do: RFC 7644 section 4. */
export function answerDiscovery({ method, segments, query, baseUrl }: ScimRequest): ScimAnswer {
  const [name, id, ...rest] = segments
  const documents = documentsOf(name, baseUrl)
  if (!documents || rest.length > 0) throw nothingHere()
  if (method !== 'GET') throw new MethodRefused('GET, HEAD')
  if (query.has('filter')) throw new ScimError(403, null, 'This list cannot be filtered. Read all of it.')
  if (id === undefined) return toPlainAnswer(documents.whole)
  const document = documents.list.find((one) => one.id.toLowerCase() === id.toLowerCase())
  if (!document) throw nothingHere()
  return toPlainAnswer(document)
}

interface Documents {
  readonly whole: object
  readonly list: readonly { readonly id: string }[]
}

function documentsOf(name: string | undefined, baseUrl: string): Documents | null {
  switch (name) {
    case 'ServiceProviderConfig': {
      const whole = toServiceProviderConfig({ baseUrl, etag: true, maxResults: PAGES.maxResults })
      return { whole, list: [] }
    }
    case 'ResourceTypes':
      return listed(toResourceTypes(baseUrl))
    case 'Schemas':
      return listed(toSchemaDocuments(baseUrl))
    default:
      return null
  }
}

/** Everything on one page, whatever page was asked for. */
function listed(list: readonly { readonly id: string }[]): Documents {
  const empty = toListResponse({ resources: [], totalResults: list.length, startIndex: 1 })
  return { whole: { ...empty, itemsPerPage: list.length, Resources: list }, list }
}

function nothingHere(): ScimError {
  return new ScimError(404, null, 'There is nothing at this address. Check the Tenant URL.')
}
