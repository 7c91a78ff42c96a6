import { EVENT_TYPES, type ConnectionKind, type EventType, type EventView } from '@rollcall/vocabulary'
import { toConnectionHref, toRequestHref } from '../../lib/connection-href.ts'

const NOUNS = {
  connection: 'Connections',
  run: 'Sync runs',
  user: 'People',
  'scim.user': 'Provisioned people',
  'scim.group': 'Provisioned groups',
  scim_token: 'Provisioning tokens',
  realm: 'Realms',
  conflict: 'Conflicts',
  mappings: 'Group mappings',
  session: 'Sign-ins',
  claim: 'Claims',
  login: 'Wallet sign-ins',
  email: 'Emails',
  mailing: 'Sent claim links',
  invitation: 'Invitations',
  grant: 'Capability grants',
  smtp: 'Email settings',
  wallet_settings: 'Wallet settings',
  key: 'API keys',
  setup: 'Setup',
} as const

/** Event types as filter choices, one noun after the other: `Sync runs: finished`. */
export function toTypeOptions(): { value: string; label: string }[] {
  return EVENT_TYPES.map((type) => {
    const parts = type.split('.')
    const verb = parts.pop() ?? ''
    return { value: type, label: `${toNoun(parts.join('.'))}: ${verb.replaceAll('_', ' ')}` }
  }).toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
}

function toNoun(noun: string): string {
  return isNoun(noun) ? NOUNS[noun] : noun
}

function isNoun(noun: string): noun is keyof typeof NOUNS {
  return noun in NOUNS
}

/** A filter for every type but one, short enough for an address: whole nouns where nothing is left out. */
export function toPatterns(without: EventType): string[] {
  const nounOf = (type: string) => type.slice(0, type.indexOf('.'))
  const wanted = EVENT_TYPES.filter((type) => type !== without)
  return [...new Set(wanted.map((type) => (nounOf(type) === nounOf(without) ? type : `${nounOf(type)}.*`)))]
}

/** Where the thing an event is about can be looked at. */
export function toEventLinks(event: EventView): { label: string; href: string }[] {
  const links: { label: string; href: string }[] = []
  if (event.runId) links.push({ label: 'Sync run', href: `/sync-runs/${event.runId}` })
  if (event.userId && event.type !== 'user.deleted' && event.data['userDeleted'] !== true)
    links.push({ label: 'Person', href: `/users/${event.userId}` })
  if (event.realmId && event.type !== 'realm.deleted')
    links.push({ label: 'Realm', href: `/realms/${event.realmId}` })
  const { mailingId, requestId } = event.data
  if (typeof mailingId === 'string') links.push({ label: 'Messages', href: `/mailings/${mailingId}` })
  if (!event.connectionId || event.runId) return links
  if (typeof requestId === 'string') {
    links.push({ label: 'Request', href: toRequestHref(event.connectionId, requestId) })
  } else if (event.type !== 'connection.deleted') {
    const href = toConnectionHref({ id: event.connectionId, kind: toKind(event) })
    links.push({ label: 'Connection', href })
  }
  return links
}

/** Only a connection that is pushed to has tokens and is called; of other events the kind is not known. */
function toKind({ type }: EventView): ConnectionKind | undefined {
  return /^(scim|scim_token)\.|^connection\.first_called$/.test(type) ? 'scim' : undefined
}

/** Puts live events before those that were read, each once, newest first. */
export function mergeEvents(live: readonly EventView[], read: readonly EventView[]): EventView[] {
  const byId = new Map([...read, ...live].map((event) => [event.id, event]))
  return [...byId.values()].toSorted((a, b) => b.id - a.id)
}
