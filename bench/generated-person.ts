import type { SourceUser } from '@rollcall/vocabulary'
import { sourceUser } from '@rollcall/directory/testing'
import { familyName, givenName as nameAt } from './names.ts'

const DEPARTMENTS = ['Engineering', 'Sales', 'People', 'Finance', 'Support']

/** The same number gives the same person; `change` counts how often they were changed. */
export function makePerson(number: number, change: number): SourceUser {
  const givenName = nameAt(scatter(number, 0.618033988749895))
  const surname = familyName(scatter(number, 0.754877666246693))
  const address = `${toLatin(givenName)}.${toLatin(surname)}${number}@contoso.example`
  return sourceUser(`00000000-0000-4000-8000-${spread(number)}`, {
    displayName: `${givenName} ${surname}`,
    givenName,
    surname,
    mail: address,
    userPrincipalName: address,
    jobTitle: change === 0 ? 'Engineer' : `Lead engineer ${change}`,
    department: pick(DEPARTMENTS, number),
    employeeId: String(100_000 + number),
    companyName: 'Contoso',
    officeLocation: `Building ${number % 40}`,
  })
}

function pick(words: readonly string[], number: number): string {
  return words[number % words.length] ?? ''
}

/** Between 0 and 1, evenly spread, and different for every number. */
function scatter(number: number, step: number): number {
  return ((number + 1) * step) % 1
}

function toLatin(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '')
    .toLowerCase()
}

/** Twelve hexadecimal digits in no order, as object ids are: multiplying by an odd number is one to one. */
function spread(number: number): string {
  const mixed = (BigInt(number) * 0x9e3779b97f4bn) % (1n << 48n)
  return mixed.toString(16).padStart(12, '0')
}
