import { EVENT_TYPES, type EventView } from '@rollcall/vocabulary'

const NOUNS = {
  connection: 'Connections',
  run: 'Sync runs',
  user: 'People',
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
    const [noun = '', verb = ''] = type.split('.')
    return { value: type, label: `${toNoun(noun)}: ${verb.replaceAll('_', ' ')}` }
  }).toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
}

function toNoun(noun: string): string {
  return isNoun(noun) ? NOUNS[noun] : noun
}

function isNoun(noun: string): noun is keyof typeof NOUNS {
  return noun in NOUNS
}

/** Where the thing an event is about can be looked at. */
export function toEventLinks(event: EventView): { label: string; href: string }[] {
  const links: { label: string; href: string }[] = []
  if (event.runId) links.push({ label: 'Sync run', href: `/sync-runs/${event.runId}` })
  if (event.userId && event.type !== 'user.deleted' && event.data['userDeleted'] !== true)
    links.push({ label: 'Person', href: `/users/${event.userId}` })
  if (event.realmId && event.type !== 'realm.deleted')
    links.push({ label: 'Realm', href: `/realms/${event.realmId}` })
  const { mailingId } = event.data
  if (typeof mailingId === 'string') links.push({ label: 'Messages', href: `/mailings/${mailingId}` })
  if (event.connectionId && !event.runId && event.type !== 'connection.deleted') {
    links.push({ label: 'Connection', href: `/settings/integrations/entra/${event.connectionId}` })
  }
  return links
}

/** Puts live events before those that were read, each once, newest first. */
export function mergeEvents(live: readonly EventView[], read: readonly EventView[]): EventView[] {
  const byId = new Map([...read, ...live].map((event) => [event.id, event]))
  return [...byId.values()].toSorted((a, b) => b.id - a.id)
}
