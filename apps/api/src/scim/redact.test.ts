import { describe, expect, test } from 'vitest'
import { redactBody } from './redact-body.ts'
import { redactPath } from './redact-path.ts'
import { redactSentence } from './redact-text.ts'

/** What is kept, as whoever looks at the log gets it. */
const redact = (body: unknown): unknown => JSON.parse(redactBody(body))

const ID = '0199a1b0-0000-7000-8000-00000000abcd'

describe('paths', () => {
  test.each([
    ['/Users', 'filter=userName%20eq%20%22ada@x.example%22', '/Users?filter=userName eq "…"'],
    [
      '/Users',
      'filter=userName+eq+"ada"&count=5&startIndex=-1',
      '/Users?filter=userName eq "…"&count=5&startIndex=-1',
    ],
    [
      '/Users',
      'filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22ada%22',
      '/Users?filter=emails[type eq "work"].value eq "…"',
    ],
    [
      '/Groups',
      `attributes=id,members.value&filter=id%20eq%20%22${ID}%22%20and%20members%20eq%20%22x%22`,
      `/Groups?attributes=id,members.value&filter=id eq "${ID}" and members eq "…"`,
    ],
    ['/Users', 'filter=userName%20eq%20ada', '/Users?filter=userName eq …'],
    ['/Users', 'filter=active eq true and not (title pr)', '/Users?filter=active eq true and not (title pr)'],
    ['/Users', 'filter=userName eq "ada \\"of\\" x', '/Users?filter=userName eq "…"'],
    ['/Users', 'filter=%zz', '/Users?filter=…'],
    ['/Users', 'aadOptscim062020', '/Users?aadOptscim062020'],
    ['/Users', 'access_token=abcdef&ada@x.example=1&count=lots', '/Users?access_token=…&…=…&count=…'],
    [`/Users/${ID}/`, '', `/Users/${ID}/`],
    ['/Users/ada@x.example', '', '/Users/…'],
    [
      '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
      '',
      '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
    ],
    ['', '', '/'],
  ])('%s?%s is kept as %s', (path, query, kept) => {
    expect(redactPath(path, query)).toBe(kept)
  })
})

describe('bodies', () => {
  test('of a person keep their shape alone', () => {
    expect(
      redact({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'ada@x.example'],
        id: ID,
        externalId: 'ada.l',
        userName: 'ada@x.example',
        active: 'True',
        name: { givenName: 'Ada', familyName: '', formatted: null },
        emails: [{ type: 'work', primary: true, value: 'ada@x.example' }],
        phoneNumbers: [{ type: 'Ada', value: 5550123 }],
        password: 'hunter2',
        favouriteColour: 'blue',
        'ada@x.example': 'x',
        meta: {
          version: 'W/"3"',
          created: '2026-11-22T08:00:00.000Z',
          location: `https://x.example/Users/${ID}`,
        },
      }),
    ).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', '…'],
      id: ID,
      externalId: 'a…',
      userName: 'a…',
      active: 'True',
      name: { givenName: '…', familyName: '', formatted: null },
      emails: [{ type: 'work', primary: true, value: 'a…' }],
      phoneNumbers: [{ type: '…', value: '…' }],
      password: '…',
      favouriteColour: 'b…',
      '…': '…',
      meta: { version: 'W/"3"', created: '2026-11-22T08:00:00.000Z', location: `…/Users/${ID}` },
    })
  })

  test('of a PATCH keep what is done where', () => {
    expect(
      redact({
        Operations: [
          { op: 'Replace', path: 'emails[type eq "work"].value', value: 'ada@x.example' },
          { op: 'remove', path: `members[value eq "${ID}"]` },
          { op: 'remove', path: 'emails[value eq "ada@x.example"]' },
          { op: 'Ada', path: 'Ada Lovelace' },
          {
            op: 'add',
            value: {
              'name.givenName': 'Augusta',
              'urn:ietf:params:scim:schemas:core:2.0:User:title': 'Countess',
            },
          },
        ],
      }),
    ).toEqual({
      Operations: [
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'a…' },
        { op: 'remove', path: `members[value eq "${ID}"]` },
        { op: 'remove', path: 'emails[value eq "…"]' },
        { op: '…', path: '…' },
        {
          op: 'add',
          value: { 'name.givenName': 'A…', 'urn:ietf:params:scim:schemas:core:2.0:User:title': 'C…' },
        },
      ],
    })
  })

  test('of errors and lists keep what they say', () => {
    expect(
      redact({ status: '400', scimType: 'invalidValue', detail: 'active must be a boolean, not "Ada".' }),
    ).toEqual({
      status: '400',
      scimType: 'invalidValue',
      detail: 'active must be a boolean, not "…".',
    })
    expect(redact({ totalResults: 3, itemsPerPage: 3, age: 3 })).toEqual({
      totalResults: 3,
      itemsPerPage: 3,
      age: '…',
    })
  })

  test('stay small', () => {
    const members = Array.from({ length: 5000 }, () => ({ value: ID }))
    const kept = redact({ members })
    expect(kept).toMatchObject({ members: { length: 21, 0: { value: ID }, 20: '… 4980 more' } })
    const deep = JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`)
    expect(JSON.stringify(redact(deep)).length).toBeLessThan(100)
    const wide = Object.fromEntries(
      Array.from({ length: 5000 }, (_, n) => [`a${n}`, [{ b: 'x'.repeat(9000) }]]),
    )
    expect(JSON.stringify(redact(Array.from({ length: 100 }, () => wide))).length).toBeLessThan(20_000)
  })

  test('are kept the same way, whatever was kept before', () => {
    const body = { userName: 'Ada', USERNAME: 'Ada', totalResults: 3, 'a@x.example': 'Ada', password: 'Ada' }
    const kept = redact(body)
    for (let n = 0; n < 1000; n += 1) redact({ [`name${n}`]: 'x', [`${n}@x.example`]: 'x' })
    expect(redact(body)).toStrictEqual(kept)
    expect(kept).toStrictEqual({ userName: '…', USERNAME: '…', totalResults: 3, '…': '…', password: '…' })
    expect(redact(JSON.parse('{"__proto__":{"a":1}}'))).toStrictEqual({ '…': { a: '…' } })
  })

  test.each([undefined, null])('that are not there are null', (body) => {
    expect(redact(body)).toBeNull()
  })
})

test.each([
  [
    'A User has no attribute "favouriteColour". The list is at /Schemas.',
    'A User has no attribute "favouriteColour". The list is at /Schemas.',
  ],
  ['A User has no attribute "ada@x.example".', 'A User has no attribute "…".'],
  ['userName "Ada" is taken, "emails.value" is not.', 'userName "…" is taken, "emails.value" is not.'],
  ['The filter should end before character 3: "Lovelace', 'The filter should end before character 3: "…"'],
])('%s is kept as %s', (sentence, kept) => {
  expect(redactSentence(sentence)).toBe(kept)
})
