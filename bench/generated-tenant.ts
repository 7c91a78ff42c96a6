import type { DirectorySource, SourcePage, SourceUser } from '@rollcall/vocabulary'
import { fakeSource, sourceUser } from '@rollcall/directory/testing'
import type { Tenant } from './tenant.ts'

/** The largest page that Microsoft Graph gives. */
const PAGE = 999
const GIVEN = ['Ada', 'Grace', 'Zoë', 'Noor', 'Mateo', 'Ines', 'Bjørn', 'Yuki']
const FAMILY = ['Lovelace', 'Hopper', 'Ñandú', 'Okafor', 'Haddad', 'Lindqvist', 'Tanaka']
const DEPARTMENTS = ['Engineering', 'Sales', 'People', 'Finance', 'Support']

/** People are made page by page as they are read, so that they take no memory of the run that is measured. */
export function openGeneratedTenant(people: number): Tenant {
  let changed = 0
  const source: DirectorySource = {
    ...fakeSource(),
    countUsers: async () => people,
    async *readUsers({ resume }) {
      for (let start = resume === undefined ? 0 : Number(resume); start < people; start += PAGE) {
        yield makePage(start, people, changed)
      }
    },
  }
  return {
    people,
    open: () => source,
    credentials: {
      directoryId: '11111111-1111-4111-8111-111111111111',
      clientId: '22222222-2222-4222-8222-222222222222',
      clientSecret: 'not-a-secret',
    },
    changePeople(count) {
      changed = count
    },
    close: async () => undefined,
  }
}

function makePage(start: number, people: number, changed: number): SourcePage<SourceUser> {
  const end = Math.min(start + PAGE, people)
  const items = Array.from({ length: end - start }, (_, at) => makePerson(start + at, start + at < changed))
  return { items, unreadable: [], resume: end < people ? String(end) : null }
}

function makePerson(number: number, changed: boolean): SourceUser {
  const givenName = pick(GIVEN, number)
  const surname = pick(FAMILY, number)
  const address = `person${number}@contoso.example`
  return sourceUser(`00000000-0000-4000-8000-${spread(number)}`, {
    displayName: `${givenName} ${surname} ${number}`,
    givenName,
    surname,
    mail: address,
    userPrincipalName: address,
    jobTitle: changed ? 'Lead engineer' : 'Engineer',
    department: pick(DEPARTMENTS, number),
    employeeId: String(100_000 + number),
    companyName: 'Contoso',
    officeLocation: `Building ${number % 40}`,
  })
}

function pick(words: readonly string[], number: number): string {
  return words[number % words.length] ?? ''
}

/** Twelve hexadecimal digits in no order, as object ids are: multiplying by an odd number is one to one. */
function spread(number: number): string {
  const mixed = (BigInt(number) * 0x9e3779b97f4bn) % (1n << 48n)
  return mixed.toString(16).padStart(12, '0')
}
