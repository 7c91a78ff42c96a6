import { must, mustAnswer, textAt } from './self-test-step.ts'
import type { Played, Player } from './player.ts'

const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE_URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const PATCH_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** What Entra's default mapping sends for someone who has everything. */
export function sampleUser(name: string): Record<string, unknown> {
  return {
    schemas: [USER_URN, ENTERPRISE_URN],
    externalId: `external-${name}`,
    userName: `${name}@self-test.example`,
    active: true,
    displayName: `Self-test ${name}`,
    title: 'Tester',
    preferredLanguage: 'en',
    name: { givenName: 'Self-test', familyName: name, formatted: `Self-test ${name}` },
    emails: [{ type: 'work', primary: true, value: `${name}@mail.self-test.example` }],
    phoneNumbers: [{ type: 'work', value: '0055504471' }],
    addresses: [{ type: 'work', locality: 'Testville', country: 'NO' }],
    [ENTERPRISE_URN]: { department: 'Tests', employeeNumber: '0042' },
  }
}

export function sampleGroup(name: string): Record<string, unknown> {
  return { schemas: [GROUP_URN], externalId: `external-${name}`, displayName: `Self-test ${name}` }
}

/** Creates the person and answers the id. */
export async function createUser(player: Player, name: string): Promise<string> {
  return idOf(await player.send('POST', '/Users', { body: sampleUser(name) }), 'POST /Users')
}

export async function createGroup(player: Player, name: string): Promise<string> {
  return idOf(await player.send('POST', '/Groups', { body: sampleGroup(name) }), 'POST /Groups')
}

function idOf(played: Played, sent: string): string {
  const id = textAt(mustAnswer(played, 201, sent).json, 'id')
  must(id !== '', `${sent} was answered without an id.`)
  return id
}

export async function patch(player: Player, path: string, operations: readonly object[]): Promise<Played> {
  return player.send('PATCH', path, { body: { schemas: [PATCH_URN], Operations: operations } })
}

/** What the server holds now. */
export async function read(player: Player, path: string): Promise<Readonly<Record<string, unknown>>> {
  return mustAnswer(await player.send('GET', path), 200, `GET ${path.split('/')[1] ?? ''} by id`).json
}

/** The path of a list with this filter. */
export function filtered(collection: string, filter: string, more = ''): string {
  return `/${collection}?filter=${encodeURIComponent(filter)}${more}`
}
