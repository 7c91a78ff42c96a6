import { countUsers, listChanges, listUsers, type Context } from '@rollcall/directory'
import type { RunId } from '@rollcall/vocabulary'
import { makePerson } from './generated-person.ts'
import type { Random } from './random.ts'

/** What a screen asks, by what a person would call it; each time with other input. */
export type ScreenQueries = Readonly<Record<string, (random: Random) => Promise<unknown>>>

export function planQueries(ctx: Context, about: { run: RunId; people: number }): ScreenQueries {
  const list = (input: object) => listChanges({ ctx, input: { runId: about.run, ...input } })
  const somewhere = (random: Random) => toCursor({ seq: random(about.people) })
  return {
    'Plan, first page': () => list({}),
    'Plan, a page in the middle': (random) => list({ cursor: somewhere(random) }),
    'Plan, one kind, in the middle': (random) => list({ kind: 'create', cursor: somewhere(random) }),
    'Plan, a kind nobody has': () => list({ kind: 'disable' }),
    'Plan, search for one person': (random) => list({ search: onePerson(random, about.people) }),
    'Plan, search for a common name': (random) => list({ search: commonName(random) }),
    'Plan, search for two letters': (random) => list({ search: twoLetters(random) }),
  }
}

export async function userQueries(ctx: Context, { people }: { people: number }): Promise<ScreenQueries> {
  const list = (input: Parameters<typeof listUsers>[0]['input']) => listUsers({ ctx, input })
  const places = await samplePlaces(ctx)
  const sorts = ['name', '-name', 'email', '-createdAt', 'updatedAt'] as const
  const deep = (random: Random) => toCursor({ sort: 'name', ...places[random(places.length)] })
  return {
    'Users, first page by name': () => list({}),
    'Users, first page by any column': (random) => list({ sort: sorts[random(sorts.length)] ?? 'name' }),
    'Users, a page deep in the list': (random) => list({ cursor: deep(random) }),
    'Users, unclaimed only, deep in the list': (random) => list({ claimed: false, cursor: deep(random) }),
    'Users, disabled only, of whom there are none': () => list({ status: 'disabled' }),
    'Users, search for one person': (random) => list({ search: onePerson(random, people) }),
    'Users, search for a common name': (random) => list({ search: commonName(random) }),
    'Users, search for two letters': (random) => list({ search: twoLetters(random) }),
    'Users, numbers on the tabs': () => countUsers({ ctx, input: {} }),
    'Users, numbers on the tabs for two letters': (random) =>
      countUsers({ ctx, input: { search: twoLetters(random) } }),
  }
}

/** Cursors as the lists give them: walking to the middle of a million would take thousands of pages. */
function toCursor(place: object): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

async function samplePlaces({ db }: Context): Promise<{ key: string; id: string }[]> {
  return db.client.$queryRaw<{ key: string; id: string }[]>`
    select name_key as key, id::text as id from users order by md5(id::text) limit 200`
}

function onePerson(random: Random, people: number): string {
  const person = makePerson(random(people), 0)
  return (random(2) === 0 ? person.displayName : person.mail) ?? ''
}

function commonName(random: Random): string {
  return makePerson(random(1_000), 0).surname ?? ''
}

function twoLetters(random: Random): string {
  return (makePerson(random(1_000), 0).givenName ?? '').slice(0, 2)
}
