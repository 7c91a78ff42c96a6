import { filtered, sampleUser } from './sample-people.ts'
import { at, listAt, must, mustAnswer, mustRefuse, textAt, type SelfTestStep } from './self-test-step.ts'
import type { Player } from './player.ts'

/** Nobody is called this: Entra's own probe asks for a random id as well. */
const NOBODY = '5f7d0f0e-3c52-4e6b-9a51-6f6f2c1b7d11'

async function probe(player: Player, collection: string, attribute: string): Promise<string> {
  const path = filtered(collection, `${attribute} eq "${NOBODY}"`)
  const { json } = mustAnswer(await player.send('GET', path), 200, `GET /${collection} for nobody`)
  const empty =
    json['totalResults'] === 0 && Array.isArray(json['Resources']) && listAt(json, 'Resources').length === 0
  must(empty, `GET /${collection} for nobody was not answered with an empty list.`)
  return `A query for nobody by ${attribute} was answered with 200 and an empty list.`
}

export const ACCESS_STEPS: readonly SelfTestStep[] = [
  {
    id: 'probe-users',
    group: 'access',
    label: 'Test Connection: a query for a random user',
    run: (player) => probe(player, 'Users', 'userName'),
  },
  {
    id: 'probe-matching',
    group: 'access',
    label: 'Test Connection with other matching attributes',
    async run(player) {
      await probe(player, 'Users', 'externalId')
      await probe(player, 'Users', 'emails[type eq "work"].value')
      return 'Queries by externalId and by work email were answered with 200 and an empty list.'
    },
  },
  {
    id: 'probe-groups',
    group: 'access',
    label: 'Test Connection: a query for a random group',
    run: (player) => probe(player, 'Groups', 'displayName'),
  },
  {
    id: 'no-token',
    group: 'access',
    label: 'A request without a token is refused',
    async run(player) {
      const body = sampleUser(player.unique())
      for (const authorization of ['', 'Bearer not-a-token', 'Basic c2VsZjp0ZXN0']) {
        const played = await player.send('POST', '/Users', { body, headers: { authorization } })
        mustRefuse(played, 401, null, 'A request without a valid token')
        must(
          textAt(played.headers, 'www-authenticate').startsWith('Bearer'),
          'The 401 named no way to authenticate.',
        )
      }
      return 'No token, an unknown token and a password were each answered with 401 and the same SCIM error.'
    },
  },
  {
    id: 'tolerant-addresses',
    group: 'access',
    label: 'Entra’s flag and stray slashes in the Tenant URL',
    async run(player) {
      for (const path of ['/Users?aadOptscim062020', '/Users/?count=1', '//Users?count=1&unknown=1']) {
        const { json } = mustAnswer(await player.send('GET', path), 200, `GET ${path}`)
        must(Array.isArray(json['Resources']), `GET ${path} was not answered with a list.`)
      }
      return 'The flag aadOptscim062020, a slash at the end, a doubled slash and an unknown parameter were accepted.'
    },
  },
  {
    id: 'service-provider-config',
    group: 'discovery',
    label: 'ServiceProviderConfig says what is offered',
    async run(player) {
      const { json } = mustAnswer(
        await player.send('GET', '/ServiceProviderConfig'),
        200,
        'GET /ServiceProviderConfig',
      )
      must(at(json, 'patch', 'supported') === true, 'PATCH is not announced.')
      must(at(json, 'filter', 'supported') === true, 'Filters are not announced.')
      must(at(json, 'bulk', 'supported') === false, 'Bulk is announced, but not offered.')
      return 'PATCH and filters are announced; what is not offered is not announced.'
    },
  },
  {
    id: 'schemas',
    group: 'discovery',
    label: 'Schemas list User, Group and the enterprise extension',
    async run(player) {
      const { json, text } = mustAnswer(await player.send('GET', '/Schemas'), 200, 'GET /Schemas')
      const names = listAt(json, 'Resources').map((schema) => at(schema, 'name'))
      for (const name of ['User', 'Group', 'EnterpriseUser'])
        must(names.includes(name), `GET /Schemas does not list ${name}.`)
      must(!text.includes(':null'), 'GET /Schemas contains empty values, which Entra does not read.')
      mustRefuse(await player.send('GET', '/Schemas?filter=id%20pr'), 403, null, 'A filter on /Schemas')
      return 'All three schemas are there without empty values; a filter on them was answered with 403.'
    },
  },
  {
    id: 'resource-types',
    group: 'discovery',
    label: 'ResourceTypes name the endpoints',
    async run(player) {
      const { json } = mustAnswer(await player.send('GET', '/ResourceTypes'), 200, 'GET /ResourceTypes')
      const endpoints = listAt(json, 'Resources').map((type) => at(type, 'endpoint'))
      must(endpoints.includes('/Users') && endpoints.includes('/Groups'), '/Users or /Groups is not named.')
      return '/Users and /Groups are named as endpoints.'
    },
  },
]
