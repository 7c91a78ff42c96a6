import { createUser, ENTERPRISE_URN, patch, read } from './sample-people.ts'
import { at, listAt, must, mustRefuse, type SelfTestStep } from './self-test-step.ts'
import type { Player } from './player.ts'

/** Patches a new user and answers what is stored then. */
async function patched(
  player: Player,
  operations: readonly object[],
): Promise<Readonly<Record<string, unknown>>> {
  const id = await createUser(player, player.unique())
  return repatched(player, id, operations)
}

async function repatched(
  player: Player,
  id: string,
  operations: readonly object[],
): Promise<Readonly<Record<string, unknown>>> {
  const { status } = await patch(player, `/Users/${id}`, operations)
  must(status === 200 || status === 204, `A PATCH was answered with ${status} instead of 200 or 204.`)
  return read(player, `/Users/${id}`)
}

function workEmail(user: unknown): unknown {
  return at(
    listAt(user, 'emails').find((email) => at(email, 'type') === 'work'),
    'value',
  )
}

const MANAGER = `${ENTERPRISE_URN}:manager`

export const PATCH_STEPS: readonly SelfTestStep[] = [
  {
    id: 'patch-legacy',
    group: 'patch',
    label: 'PATCH in Entra’s older dialect',
    async run(player) {
      const user = await patched(player, [
        { op: 'Replace', path: 'displayName', value: 'Patched' },
        { op: 'Add', path: 'nickName', value: 'Patch' },
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'patched@self-test.example' },
        { op: 'Replace', path: 'name.familyName', value: 'Patched' },
        { op: 'Add', path: `${ENTERPRISE_URN}:division`, value: 'Patches' },
      ])
      must(
        user['displayName'] === 'Patched' && user['nickName'] === 'Patch',
        'A plain attribute was not changed.',
      )
      must(workEmail(user) === 'patched@self-test.example', 'The work email was not changed.')
      must(at(user, 'name', 'familyName') === 'Patched', 'A part of the name was not changed.')
      must(at(user, 'name', 'givenName') === 'Self-test', 'Another part of the name was lost.')
      must(at(user, ENTERPRISE_URN, 'division') === 'Patches', 'An attribute of the extension was not set.')
      return 'One operation for each attribute, with capital letters, changed what it named and nothing else.'
    },
  },
  {
    id: 'patch-compliant',
    group: 'patch',
    label: 'PATCH in the dialect of aadOptscim062020',
    async run(player) {
      const user = await patched(player, [
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'compliant@self-test.example' },
        {
          op: 'replace',
          value: {
            displayName: 'Compliant',
            active: false,
            'name.givenName': 'Com',
            [`${ENTERPRISE_URN}:department`]: 'Compliance',
          },
        },
      ])
      must(user['displayName'] === 'Compliant' && user['active'] === false, 'A plain key was not applied.')
      must(at(user, 'name', 'givenName') === 'Com', 'A dotted key was not applied.')
      must(user['name.givenName'] === undefined, 'A dotted key was stored as an attribute.')
      must(at(user, ENTERPRISE_URN, 'department') === 'Compliance', 'A key with a URN was not applied.')
      must(workEmail(user) === 'compliant@self-test.example', 'The work email was not changed.')
      return 'One operation without a path changed plain, dotted and URN keys at once.'
    },
  },
  {
    id: 'patch-creates-element',
    group: 'patch',
    label: 'A filter that matches nothing makes the value',
    async run(player) {
      const user = await patched(player, [
        { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '0055504472' },
        { op: 'Add', path: 'addresses[type eq "home"].locality', value: 'Hometown' },
        { op: 'Add', path: 'addresses[type eq "home"].country', value: 'SE' },
      ])
      const mobile = listAt(user, 'phoneNumbers').find((phone) => at(phone, 'type') === 'mobile')
      must(at(mobile, 'value') === '0055504472', 'No mobile number was made, or not as it was sent.')
      const homes = listAt(user, 'addresses').filter((address) => at(address, 'type') === 'home')
      must(homes.length === 1, `Two parts of one address made ${homes.length} addresses.`)
      return 'A missing mobile number and a missing home address were made, each once.'
    },
  },
  {
    id: 'patch-booleans',
    group: 'patch',
    label: 'Booleans that come as text',
    async run(player) {
      for (const [sent, meant] of [
        ['False', false],
        ['true', true],
      ] as const) {
        const user = await patched(player, [{ op: 'Replace', path: 'active', value: sent }])
        must(user['active'] === meant, `active as the text ${sent} was not understood.`)
      }
      const id = await createUser(player, player.unique())
      const wrong = await patch(player, `/Users/${id}`, [{ op: 'Replace', path: 'active', value: 'perhaps' }])
      mustRefuse(wrong, 400, 'invalidValue', 'A PATCH of active to something else')
      return '"False" and "true" were understood and answered as booleans; other text was refused.'
    },
  },
  {
    id: 'patch-clear',
    group: 'patch',
    label: 'Clear an attribute with "" and with null, twice',
    async run(player) {
      const id = await createUser(player, player.unique())
      for (const value of ['', null, '']) {
        const user = await repatched(player, id, [{ op: 'Replace', path: 'title', value }])
        must((user['title'] ?? '') === '', 'The title is still there.')
      }
      return 'An empty text and null both cleared the title, also when it was clear already.'
    },
  },
  {
    id: 'patch-manager',
    group: 'patch',
    label: 'Set, change and clear the manager',
    async run(player) {
      const id = await createUser(player, player.unique())
      const first = await createUser(player, player.unique())
      const second = await createUser(player, player.unique())
      const set = await repatched(player, id, [{ op: 'Add', path: MANAGER, value: first }])
      must(at(set, ENTERPRISE_URN, 'manager', 'value') === first, 'The manager was not set.')
      const changed = await repatched(player, id, [{ op: 'replace', path: MANAGER, value: second }])
      must(at(changed, ENTERPRISE_URN, 'manager', 'value') === second, 'The manager was not changed.')
      const cleared = await repatched(player, id, [{ op: 'replace', path: MANAGER, value: '' }])
      must(at(cleared, ENTERPRISE_URN, 'manager') === undefined, 'The manager was not cleared.')
      return 'The manager was set, changed and cleared with the operations Microsoft’s validation uses.'
    },
  },
  {
    id: 'patch-atomic',
    group: 'patch',
    label: 'A PATCH that fails changes nothing',
    async run(player) {
      const id = await createUser(player, player.unique())
      const played = await patch(player, `/Users/${id}`, [
        { op: 'replace', path: 'title', value: 'Halfway' },
        { op: 'replace', path: 'noSuchAttribute', value: 'x' },
      ])
      mustRefuse(played, 400, 'invalidPath', 'A PATCH of an unknown attribute')
      must((await read(player, `/Users/${id}`))['title'] === 'Tester', 'The first half of it was kept.')
      return 'An unknown attribute was refused with 400 invalidPath, and the operation before it was not kept.'
    },
  },
  {
    id: 'patch-empty',
    group: 'patch',
    label: 'A PATCH without operations',
    async run(player) {
      const user = await patched(player, [])
      must(user['title'] === 'Tester', 'It changed something.')
      return 'An empty list of operations was accepted and changed nothing.'
    },
  },
]
