import { createGroup, createUser, filtered, patch, read, sampleGroup } from './sample-people.ts'
import { at, listAt, must, mustAnswer, mustRefuse, type SelfTestStep } from './self-test-step.ts'
import type { Player } from './player.ts'

interface Filled {
  readonly group: string
  readonly users: readonly [string, string, string]
}

/** A group of three. */
async function createFilled(player: Player): Promise<Filled> {
  const group = await createGroup(player, player.unique())
  const users: [string, string, string] = [
    await createUser(player, player.unique()),
    await createUser(player, player.unique()),
    await createUser(player, player.unique()),
  ]
  await change(player, group, {
    op: 'Add',
    path: 'members',
    value: users.map((value) => ({ $ref: null, value })),
  })
  return { group, users }
}

async function change(player: Player, group: string, operation: object): Promise<void> {
  mustAnswer(await patch(player, `/Groups/${group}`, [operation]), 204, 'PATCH of a group')
}

async function membersOf(player: Player, group: string): Promise<unknown[]> {
  return listAt(await read(player, `/Groups/${group}`), 'members').map((member) => at(member, 'value'))
}

async function mustHold(
  player: Player,
  group: string,
  ids: readonly string[],
  otherwise: string,
): Promise<void> {
  const members = await membersOf(player, group)
  must(members.length === ids.length && ids.every((id) => members.includes(id)), otherwise)
}

export const GROUP_STEPS: readonly SelfTestStep[] = [
  {
    id: 'create-group',
    group: 'groups',
    label: 'Create a group, once',
    async run(player) {
      const name = player.unique()
      const sent = sampleGroup(name)
      const microsoft = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'
      const body = { ...sent, schemas: [sent['schemas'], microsoft].flat() }
      mustAnswer(await player.send('POST', '/Groups', { body }), 201, 'POST /Groups')
      mustRefuse(
        await player.send('POST', '/Groups', { body }),
        409,
        'uniqueness',
        'A second POST of one group',
      )
      return 'The group was created with 201 although Entra adds a schema of its own; a second one was refused with 409.'
    },
  },
  {
    id: 'find-group',
    group: 'groups',
    label: 'Find a group without its members',
    async run(player) {
      const name = player.unique()
      await createGroup(player, name)
      const path = filtered('Groups', `displayName eq "self-TEST ${name}"`, '&excludedAttributes=members')
      const { json } = mustAnswer(await player.send('GET', path), 200, 'GET /Groups by displayName')
      const [group] = listAt(json, 'Resources')
      must(
        json['totalResults'] === 1 && at(group, 'externalId') === `external-${name}`,
        'The group was not found.',
      )
      must(at(group, 'members') === undefined, 'The members were sent although they were excluded.')
      return 'The group was found by its name in other letters, with its externalId and without members.'
    },
  },
  {
    id: 'add-members',
    group: 'groups',
    label: 'Add members, also twice',
    async run(player) {
      const { group, users } = await createFilled(player)
      await change(player, group, { op: 'Add', path: 'members', value: [{ $ref: null, value: users[0] }] })
      await mustHold(player, group, users, 'The three members are not there, each once.')
      return 'Three members were added in one PATCH with 204; adding one of them again changed nothing.'
    },
  },
  {
    id: 'check-membership',
    group: 'groups',
    label: 'Ask whether someone is a member',
    async run(player) {
      const { group, users } = await createFilled(player)
      const path = filtered('Groups', `id eq "${group}" and members eq "${users[1]}"`, '&attributes=id')
      const { json } = mustAnswer(await player.send('GET', path), 200, 'A query for a membership')
      must(json['totalResults'] === 1, 'The membership was not found.')
      must(at(listAt(json, 'Resources')[0], 'members') === undefined, 'More than the id was sent.')
      return 'The query for a membership found it and answered the id alone.'
    },
  },
  {
    id: 'remove-members',
    group: 'groups',
    label: 'Remove members in both dialects',
    async run(player) {
      const { group, users } = await createFilled(player)
      const [first, second, third] = users
      await change(player, group, { op: 'Remove', path: 'members', value: [{ $ref: null, value: first }] })
      await mustHold(player, group, [second, third], 'The older dialect did not remove exactly one member.')
      await change(player, group, { op: 'remove', path: `members[value eq "${second}"]` })
      await mustHold(player, group, [third], 'The newer dialect did not remove exactly one member.')
      return 'A list of members and a filter each removed exactly whom they named.'
    },
  },
  {
    id: 'replace-members',
    group: 'groups',
    label: 'Replace and clear all members',
    async run(player) {
      const { group, users } = await createFilled(player)
      await change(player, group, { op: 'Replace', path: 'members', value: [{ value: users[1] }] })
      await mustHold(player, group, [users[1]], 'Replacing did not leave exactly the new members.')
      await change(player, group, { op: 'remove', path: 'members' })
      await mustHold(player, group, [], 'Removing all members left some.')
      return 'Replacing left exactly the new member, and removing without a value left nobody.'
    },
  },
  {
    id: 'rename-group',
    group: 'groups',
    label: 'Rename a group',
    async run(player) {
      const { group, users } = await createFilled(player)
      const name = `Renamed ${player.unique()}`
      await change(player, group, { op: 'Replace', path: 'displayName', value: name })
      must((await read(player, `/Groups/${group}`))['displayName'] === name, 'The name is the old one.')
      await mustHold(player, group, users, 'The members were lost by renaming.')
      return 'The group has its new name and its old members.'
    },
  },
  {
    id: 'delete-group',
    group: 'groups',
    label: 'Delete a group; its members stay',
    async run(player) {
      const { group, users } = await createFilled(player)
      mustAnswer(await player.send('DELETE', `/Users/${users[0]}`), 204, 'DELETE of a member')
      await mustHold(player, group, users.slice(1), 'A deleted user is still a member.')
      mustAnswer(await player.send('DELETE', `/Groups/${group}`), 204, 'DELETE of a group')
      mustRefuse(await player.send('GET', `/Groups/${group}`), 404, null, 'GET of a deleted group')
      await read(player, `/Users/${users[1]}`)
      return 'A deleted user left the group, and the deleted group left its users.'
    },
  },
]
