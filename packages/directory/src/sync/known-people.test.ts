import type { ReadPerson, StoredHash } from '@rollcall/db'
import { entraId, type SourceUser } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { KnownPeople } from './known-people.ts'

const STORED = 20_000

function person(place: number, hash = `hash ${place}`): ReadPerson {
  const user: SourceUser = {
    objectId: entraId.parse(`object-${place}`),
    displayName: null,
    givenName: null,
    surname: null,
    mail: null,
    userPrincipalName: null,
    jobTitle: null,
    department: null,
    employeeId: null,
    companyName: null,
    officeLocation: null,
    accountEnabled: true,
    userType: 'member',
  }
  return { user, hash }
}

/** A mirror of STORED people, numbered as they were read; answers how often it was asked. */
function mirror() {
  const asked: number[] = []
  const known = new KnownPeople(async (after, limit) => {
    asked.push(after)
    const from = after + 1
    return Array.from({ length: Math.max(0, Math.min(limit, STORED - from)) }, (_, index): StoredHash => [
      from + index,
      `hash ${from + index}`,
      `object-${from + index}`,
    ])
  })
  return { known, asked }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

test('people who come in the order of their rows are recognised, and each row is asked for once', async () => {
  const { known, asked } = mirror()
  for (let from = 0; from < STORED; from += 4_000) {
    const { same, rest } = await known.recognise(range(from, from + 4_000).map((place) => person(place)))
    expect(same).toEqual(range(from, from + 4_000))
    expect(rest).toEqual([])
  }
  expect(asked).toHaveLength(new Set(asked).size)
})

test('someone who changed, is new, or comes out of turn is left to be looked up', async () => {
  const { known } = mirror()
  const changed = person(3, 'another hash')
  const unknown = person(STORED + 7)
  const farAway = person(STORED - 1)
  const batch = [...range(0, 3).map((place) => person(place)), changed, unknown, farAway]
  expect(await known.recognise(batch)).toEqual({ same: [0, 1, 2], rest: [changed, unknown, farAway] })
})

test('someone met twice is looked up the second time, because their row may have been written since', async () => {
  const { known } = mirror()
  await known.recognise(range(0, 100).map((place) => person(place)))
  const again = person(5)
  const { same, rest } = await known.recognise([again, ...range(100, 200).map((place) => person(place))])
  expect(rest).toEqual([again])
  expect(same).toEqual(range(100, 200))
})

test('a directory in another order is given up on soon, and costs no more questions', async () => {
  const { known, asked } = mirror()
  const strangers = (from: number) => range(from, from + 1_000).map((place) => person(STORED + place))
  await known.recognise(strangers(0))
  await known.recognise(strangers(1_000))
  const questions = asked.length
  const { same, rest } = await known.recognise(range(0, 10).map((place) => person(place)))
  expect({ same, rest: rest.length, questions: asked.length }).toEqual({ same: [], rest: 10, questions })
})
