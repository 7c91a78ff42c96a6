import type { StatusLook } from '../../lib/run-status.ts'
import type { ScimOutcome, ScimRequestView } from '@rollcall/vocabulary'

type Look = Pick<StatusLook, 'tone' | 'word'>

const LOOKS: Record<ScimOutcome, Look> = {
  created: { tone: 'success', word: 'Created' },
  linked: { tone: 'success', word: 'Linked' },
  updated: { tone: 'success', word: 'Updated' },
  unchanged: { tone: 'neutral', word: 'No change' },
  disabled: { tone: 'success', word: 'Disabled' },
  reactivated: { tone: 'success', word: 'Enabled again' },
  deactivated: { tone: 'success', word: 'Deleted, disabled here' },
  left: { tone: 'success', word: 'Deleted, kept here' },
  conflict: { tone: 'warning', word: 'Needs decision' },
  held: { tone: 'warning', word: 'Held' },
  stored: { tone: 'success', word: 'Stored' },
  deleted: { tone: 'success', word: 'Deleted' },
  answered: { tone: 'neutral', word: 'Answered' },
  refused: { tone: 'danger', word: 'Refused' },
  failed: { tone: 'danger', word: 'Failed' },
}

export function toOutcomeLook(outcome: ScimOutcome): Look {
  return LOOKS[outcome]
}

const SENTENCES: Record<ScimOutcome, string> = {
  created: 'A new person was made here.',
  linked: 'Linked to someone who was already here.',
  updated: 'What is here was brought up to date.',
  unchanged: 'Nothing had to change.',
  disabled: 'The account here was disabled, and its sessions ended.',
  reactivated: 'The account here was enabled again.',
  deactivated: 'The client deleted the person, and the account here was disabled.',
  left: 'The client deleted the person. The account here is kept and marked as left.',
  conflict: 'What was sent is stored. Nobody here was made or linked yet.',
  held: 'What was sent is stored. The account here keeps its access until someone decides.',
  stored: 'What was sent is stored.',
  deleted: 'What was stored is deleted.',
  answered: 'A question was answered; nothing here changed.',
  refused: 'Nothing was changed.',
  failed: 'Nothing was changed.',
}

/** What a request did here, in a sentence. */
export function toOutcomeSentence(outcome: ScimOutcome): string {
  return SENTENCES[outcome]
}

type Asked = Pick<ScimRequestView, 'method' | 'path' | 'resourceType'>

const DISCOVERY: readonly (readonly [RegExp, string])[] = [
  [/^\/ServiceProviderConfig/i, 'Asked what is supported'],
  [/^\/ResourceTypes/i, 'Asked which resources there are'],
  [/^\/Schemas/i, 'Asked for the schemas'],
]

/** What a request wanted, in words: `Change a person`, `Look for people`. */
export function toRequestAction({ method, path, resourceType }: Asked): string {
  const asked = DISCOVERY.find(([pattern]) => pattern.test(path))
  if (asked) return asked[1]
  const type = resourceType ?? toPathType(path)
  if (type === null) return method === 'GET' ? 'Asked for an unknown address' : 'Wrote to an unknown address'
  const [one, many] = type === 'User' ? ['a person', 'people'] : ['a group', 'groups']
  switch (method.toUpperCase()) {
    case 'POST':
      return isSearch(path) ? `Look for ${many}` : `Create ${one}`
    case 'PATCH':
      return `Change ${one}`
    case 'PUT':
      return `Replace ${one}`
    case 'DELETE':
      return `Delete ${one}`
    default:
      return toReading(path, one, many)
  }
}

function toReading(path: string, one: string, many: string): string {
  if (/^\/[^/?]+\/[^?]+/.test(path)) return `Read ${one}`
  return /[?&]filter=/i.test(path) ? `Look for ${many}` : `List ${many}`
}

function toPathType(path: string): ScimRequestView['resourceType'] {
  if (/^\/Users\b/i.test(path)) return 'User'
  return /^\/Groups\b/i.test(path) ? 'Group' : null
}

function isSearch(path: string): boolean {
  return /\/\.search\b/i.test(path)
}

/** A path with its filter readable: `/Users?filter=userName eq "ada"`. Text that cannot be decoded stays as it is. */
export function toReadablePath(path: string): string {
  const spaced = path.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return path
  }
}

/** An attribute without the address of its schema: `department (enterprise)`. */
export function toAttributeName(path: string): string {
  const enterprise = /^urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User:(.+)$/i.exec(path)?.[1]
  return enterprise ? `${enterprise} (enterprise)` : path
}

/** What a status means to someone who does not know the protocol; null where the outcome says it all. */
export function toStatusHint(status: number): string | null {
  if (status === 401)
    return 'The token was missing, unknown, expired or revoked. Give the client a valid one.'
  if (status === 404)
    return 'There is no such resource here. Clients that remember an old one create it again.'
  if (status === 409) return 'The name is taken by another resource of this connection.'
  if (status === 412) return 'The resource had changed meanwhile. The client reads it again and retries.'
  if (status === 413) return 'The request was larger than this server takes.'
  if (status === 415) return 'The body was not sent as SCIM or JSON.'
  if (status === 429) return 'Too many requests at once. The client waits and comes back by itself.'
  return status >= 500
    ? 'Something went wrong on our side. The client tries again; the server log has the details.'
    : null
}
