import { createUser, ENTERPRISE_URN, filtered, patch, read, sampleUser } from './sample-people.ts'
import { at, listAt, must, mustAnswer, mustRefuse, textAt, type SelfTestStep } from './self-test-step.ts'
import type { Player } from './player.ts'

async function countOf(player: Player, filter: string): Promise<unknown> {
  const played = await player.send('GET', filtered('Users', filter))
  return mustAnswer(played, 200, `GET /Users?filter=${filter}`).json['totalResults']
}

export const USER_STEPS: readonly SelfTestStep[] = [
  {
    id: 'create-user',
    group: 'users',
    label: 'Create a user with every mapped attribute',
    async run(player) {
      const sent = sampleUser(player.unique())
      const { json, headers } = mustAnswer(
        await player.send('POST', '/Users', { body: sent }),
        201,
        'POST /Users',
      )
      const id = textAt(json, 'id')
      must(
        textAt(headers, 'location').endsWith(`/Users/${id}`),
        'POST /Users was answered without a Location.',
      )
      const stored = await read(player, `/Users/${id}`)
      for (const name of Object.keys(sent))
        must(stored[name] !== undefined, `${name} was sent and is missing in what is read back.`)
      must(at(stored, ENTERPRISE_URN, 'employeeNumber') === '0042', 'The leading zeros of a number are gone.')
      return 'The user was created with 201 and a Location, and everything that was sent is read back.'
    },
  },
  {
    id: 'duplicate-user',
    group: 'users',
    label: 'A userName that is taken is refused',
    async run(player) {
      const name = player.unique()
      await createUser(player, name)
      const body = { ...sampleUser(name), userName: `${name.toUpperCase()}@SELF-TEST.example` }
      mustRefuse(
        await player.send('POST', '/Users', { body }),
        409,
        'uniqueness',
        'A second POST of one userName',
      )
      return 'The same userName in other letters was answered with 409 uniqueness.'
    },
  },
  {
    id: 'filter-user',
    group: 'users',
    label: 'Find a user whatever the letter case',
    async run(player) {
      const name = player.unique()
      await createUser(player, name)
      must(
        (await countOf(player, `USERNAME Eq "${name.toUpperCase()}@self-test.EXAMPLE"`)) === 1,
        'userName eq found nobody.',
      )
      must((await countOf(player, `externalId eq "external-${name}"`)) === 1, 'externalId eq found nobody.')
      must(
        (await countOf(player, `emails[type eq "work"].value eq "${name}@mail.self-test.example"`)) === 1,
        'A query by work email found nobody.',
      )
      return 'The user was found by userName in other letters, by externalId and by work email.'
    },
  },
  {
    id: 'page-users',
    group: 'users',
    label: 'Two pages of five',
    async run(player) {
      for (let count = 0; count < 10; count += 1) await createUser(player, `page-${player.unique()}`)
      const seen = new Set<string>()
      for (const startIndex of [1, 6]) {
        const path = filtered('Users', 'userName sw "page-"', `&startIndex=${startIndex}&count=5`)
        const { json } = mustAnswer(await player.send('GET', path), 200, 'A page of /Users')
        must(
          json['startIndex'] === startIndex && json['itemsPerPage'] === 5,
          'A page does not say which one it is.',
        )
        for (const user of listAt(json, 'Resources')) seen.add(textAt(user, 'id'))
      }
      must(seen.size === 10, `Two pages of five held ${seen.size} different users instead of 10.`)
      return 'Two pages of five held ten different users, each page with its startIndex.'
    },
  },
  {
    id: 'disable-user',
    group: 'users',
    label: 'Soft delete and restore',
    async run(player) {
      const name = player.unique()
      const id = await createUser(player, name)
      const renamed = `${'a1'.repeat(16)}${name}@self-test.example`
      const off = await patch(player, `/Users/${id}`, [
        { op: 'Replace', path: 'userName', value: renamed },
        { op: 'Replace', path: 'active', value: 'False' },
      ])
      must(off.status === 200 || off.status === 204, `Disabling was answered with ${off.status}.`)
      const disabled = await read(player, `/Users/${id}`)
      must(
        disabled['active'] === false && disabled['userName'] === renamed,
        'The user is not disabled and renamed.',
      )
      await patch(player, `/Users/${id}`, [
        { op: 'Replace', path: 'userName', value: `${name}@self-test.example` },
        { op: 'Replace', path: 'active', value: 'True' },
      ])
      const restored = await read(player, `/Users/${id}`)
      must(restored['active'] === true, 'The restored user is not active.')
      must(restored['userName'] === `${name}@self-test.example`, 'The restored user has not the old name.')
      return 'A soft delete with its rename disabled the user, who stayed readable; a restore took both back.'
    },
  },
  {
    id: 'delete-user',
    group: 'users',
    label: 'Delete a user for good, and create them again',
    async run(player) {
      const name = player.unique()
      const id = await createUser(player, name)
      mustAnswer(await player.send('DELETE', `/Users/${id}`), 204, 'DELETE of a user')
      mustRefuse(await player.send('GET', `/Users/${id}`), 404, null, 'GET of a deleted user')
      mustRefuse(await player.send('DELETE', `/Users/${id}`), 404, null, 'A second DELETE')
      const again = await createUser(player, name)
      must(again !== id, 'The id of a deleted user was used again.')
      return 'The deleted user is gone with 404, and the same userName made a new user with another id.'
    },
  },
  {
    id: 'replace-user',
    group: 'users',
    label: 'Replace a user as Okta does',
    async run(player) {
      const name = player.unique()
      const id = await createUser(player, name)
      const body = { ...sampleUser(name), displayName: 'Replaced', title: undefined }
      const { json } = mustAnswer(await player.send('PUT', `/Users/${id}`, { body }), 200, 'PUT of a user')
      must(json['displayName'] === 'Replaced' && json['title'] === undefined, 'PUT did not replace the user.')
      return 'PUT put the new user in the place of the old one: what was not sent is gone.'
    },
  },
]
