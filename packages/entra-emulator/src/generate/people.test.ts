import { describe, expect, test } from 'vitest'
import type { DirectoryUser } from '../directory/directory-object.ts'
import { generatePeople } from './people.ts'
import type { PeopleSource } from './people.ts'

function people(count: number, seed = 1): PeopleSource {
  return generatePeople({
    seed,
    count,
    domain: 'larkfield.example',
    initialDomain: 'larkfield.onmicrosoft.com',
    companyName: 'Larkfield Instruments',
  })
}

function everyone(source: PeopleSource): DirectoryUser[] {
  return Array.from({ length: source.count }, (_, index) => source.userAt(index))
}

describe('a generated company of 500', () => {
  const source = people(500)
  const users = everyone(source)
  const guests = users.filter((user) => user.userType === 'Guest')

  test('is the same every time and different with another seed', () => {
    expect(everyone(people(500))).toEqual(users)
    expect(people(500, 2).userAt(100)).not.toEqual(users[100])
  })

  test('finds every person by id', () => {
    users.forEach((user, index) => expect(source.indexOf(user.id)).toBe(index))
  })

  test('has about six percent guests with #EXT# names and four percent disabled accounts', () => {
    expect(guests.length).toBeGreaterThan(15)
    expect(guests.length).toBeLessThan(50)
    for (const guest of guests)
      expect(guest.userPrincipalName).toMatch(/^[^@]+#EXT#@larkfield\.onmicrosoft\.com$/)
    const disabled = users.filter((user) => user.accountEnabled === false)
    expect(disabled.length).toBeGreaterThan(10)
    expect(disabled.length).toBeLessThan(40)
  })

  test('has missing mailboxes, shared mailboxes and names in several scripts', () => {
    expect(users.filter((user) => user.mail === null).length).toBeGreaterThan(5)
    const mails = users.flatMap((user) => (user.mail === null ? [] : [user.mail.toLowerCase()]))
    expect(mails.length - new Set(mails).size).toBeGreaterThanOrEqual(2)
    const names = users.map((user) => user.displayName ?? '').join(' ')
    for (const script of ['Latin', 'Han', 'Hangul', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew'])
      expect(names).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'))
    expect(names).toMatch(/['’]/)
  })

  test('gives everyone but the head of the company a manager who is not a guest', () => {
    for (let index = 1; index < 500; index++) {
      const manager = source.managerOf(index)
      if (users[index]?.userType === 'Guest') expect(manager).toBeUndefined()
      else expect(users[manager ?? -1]?.userType).not.toBe('Guest')
    }
    expect(source.managerOf(0)).toBeUndefined()
  })
})

test('sign-in names are unique and plain ASCII at 30,000 people', () => {
  const source = people(30_000)
  const names = new Set(everyone(source).map((user) => user.userPrincipalName.toLowerCase()))
  expect(names.size).toBe(30_000)
  expect([...names].filter((name) => !/^[a-z0-9.#_-]+@[a-z.]+$/.test(name))).toEqual([])
})

test('a tenant of a million answers for any person at once', () => {
  const source = people(1_000_000)
  expect(source.indexOf(source.userAt(987_654).id)).toBe(987_654)
})
