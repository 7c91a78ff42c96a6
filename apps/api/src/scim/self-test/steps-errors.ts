import { createGroup, filtered, patch, sampleUser } from './sample-people.ts'
import { mustRefuse, type SelfTestStep } from './self-test-step.ts'

const NOBODY = '/Users/5f7d0f0e-3c52-4e6b-9a51-6f6f2c1b7d12'

export const ERROR_STEPS: readonly SelfTestStep[] = [
  {
    id: 'not-found',
    group: 'errors',
    label: 'What is not there is answered with 404',
    async run(player) {
      mustRefuse(await player.send('GET', NOBODY), 404, null, 'GET of an unknown user')
      mustRefuse(await player.send('DELETE', NOBODY), 404, null, 'DELETE of an unknown user')
      mustRefuse(
        await player.send('PUT', NOBODY, { body: sampleUser(player.unique()) }),
        404,
        null,
        'PUT of an unknown user',
      )
      mustRefuse(await player.send('GET', '/Widgets'), 404, null, 'GET of an unknown endpoint')
      return 'An unknown user and an unknown endpoint were answered with 404 and a SCIM error.'
    },
  },
  {
    id: 'bad-body',
    group: 'errors',
    label: 'A body that is no JSON, or no user',
    async run(player) {
      const junk = await player.send('POST', '/Users', { rawBody: '{"userName": tru' })
      mustRefuse(junk, 400, 'invalidSyntax', 'POST of junk')
      const nameless = await player.send('POST', '/Users', { body: { displayName: 'Nameless' } })
      mustRefuse(nameless, 400, 'invalidValue', 'POST of a user without userName')
      const media = await player.send('POST', '/Users', {
        rawBody: 'x',
        headers: { 'content-type': 'text/plain' },
      })
      mustRefuse(media, 415, null, 'POST of plain text')
      return 'Junk, a user without userName and plain text were refused with 400, 400 and 415.'
    },
  },
  {
    id: 'bad-filter',
    group: 'errors',
    label: 'A filter that cannot be read',
    async run(player) {
      for (const filter of ['userName eq', 'noSuchAttribute eq "x"', 'userName is "x"'])
        mustRefuse(
          await player.send('GET', filtered('Users', filter)),
          400,
          'invalidFilter',
          `The filter ${filter}`,
        )
      return 'An unfinished filter, an unknown attribute and an unknown operator were refused with invalidFilter.'
    },
  },
  {
    id: 'unknown-member',
    group: 'errors',
    label: 'A member nobody knows is refused',
    async run(player) {
      const group = await createGroup(player, player.unique())
      const value = [{ value: NOBODY.replace('/Users/', '') }]
      const played = await patch(player, `/Groups/${group}`, [{ op: 'add', path: 'members', value }])
      const status = played.status === 404 ? 404 : 400
      mustRefuse(played, status, status === 404 ? null : 'invalidValue', 'PATCH with an unknown member')
      return 'An unknown member was refused, so that nobody is taken for provisioned who is not.'
    },
  },
  {
    id: 'not-offered',
    group: 'errors',
    label: 'What is not offered says so',
    async run(player) {
      mustRefuse(await player.send('POST', '/Bulk', { body: { Operations: [] } }), 501, null, 'POST /Bulk')
      mustRefuse(await player.send('GET', '/Me'), 501, null, 'GET /Me')
      mustRefuse(await player.send('PUT', '/Users', { body: {} }), 405, null, 'PUT /Users')
      return '/Bulk and /Me were answered with 501, and PUT on a collection with 405.'
    },
  },
]
