import type { DirectoryUser } from '../directory/directory-object.ts'
import { chance, choose, guidOf, indexOfGuid, mix } from '../seeded-random.ts'
import { nameOf } from './names.ts'
import { specialPatch } from './special-people.ts'
import type { Department, Office } from './work.ts'
import { DEPARTMENTS, LICENCES, OFFICES, PARTNERS, spread } from './work.ts'

/** A tenant's people, worked out one at a time from a seed: nothing is kept in memory. */
export type PeopleSource = {
  count: number
  idAt(index: number): string
  indexOf(id: string): number | undefined
  userAt(index: number): DirectoryUser
  managerOf(index: number): number | undefined
  facets: PeopleFacets
}

/** Cheap answers about one person, enough to fill groups without building whole records. */
export type PeopleFacets = {
  isGuest(index: number): boolean
  isEnabled(index: number): boolean
  isContractor(index: number): boolean
  hasReports(index: number): boolean
  department(index: number): Department
  team(index: number): string
  office(index: number): Office
}

export type PeopleOptions = {
  seed: number
  count: number
  /** The verified domain people sign in with. */
  domain: string
  /** The `onmicrosoft.com` domain, used in guests' sign-in names. */
  initialDomain: string
  companyName: string
}

const REPORTS = 7
const DEPARTMENT_SPREAD = spread(DEPARTMENTS)
const OFFICE_SPREAD = spread(OFFICES)
const DAY = 86_400_000
const FIRST_DAY = Date.UTC(2017, 2, 6)

/** The streams that keep one person's random draws independent of each other. */
const DRAW = {
  guest: 11,
  enabled: 12,
  contractor: 13,
  department: 14,
  team: 15,
  office: 16,
  title: 17,
  mail: 18,
  phone: 19,
  hired: 20,
  hybrid: 21,
  partner: 22,
  license: 23,
  alias: 24,
} as const

function facetsOf({ seed, count }: PeopleOptions): PeopleFacets {
  const hasReports = (index: number): boolean => index * REPORTS + 1 < count
  const isGuest = (index: number): boolean =>
    index > 7 && !hasReports(index) && chance(seed, index, DRAW.guest, 8)
  const department = (index: number): Department =>
    (index > 0 ? DEPARTMENTS[index - 1] : undefined) ??
    choose(DEPARTMENT_SPREAD, mix(seed, index, DRAW.department))
  return {
    isGuest,
    isEnabled: (index) => index < 8 || !chance(seed, index, DRAW.enabled, 4),
    isContractor: (index) => !isGuest(index) && index > 7 && chance(seed, index, DRAW.contractor, 8),
    hasReports,
    department,
    team: (index) => choose(department(index).teams, mix(seed, index, DRAW.team)),
    office: (index) => choose(OFFICE_SPREAD, mix(seed, index, DRAW.office)),
  }
}

function leadTitle(facets: PeopleFacets, index: number): string {
  if (index > REPORTS * 8) return `Team Lead, ${facets.team(index)}`
  if (index % 3 === 0) return `Director, ${facets.department(index).name}`
  return index % 3 === 1
    ? `Head of ${facets.team(index)}`
    : `${facets.department(index).name} Manager, ${facets.office(index).city}`
}

function titleOf(options: PeopleOptions, facets: PeopleFacets, index: number): string {
  const department = facets.department(index)
  if (index === 0) return 'Chief Executive Officer'
  if (index <= REPORTS) return `Vice President, ${department.name}`
  if (facets.hasReports(index)) return leadTitle(facets, index)
  return choose(department.titles, mix(options.seed, index, DRAW.title))
}

function digits(hash: number, length: number): string {
  return String(hash % 10 ** length).padStart(length, '0')
}

const HIRING_DAYS: readonly string[] = Array.from({ length: 3_300 }, (_, day) =>
  new Date(FIRST_DAY + day * DAY).toISOString().slice(0, 10),
)
const SIXTY: readonly string[] = Array.from({ length: 60 }, (_, at) => String(at).padStart(2, '0'))

function hiringDay(seed: number, index: number): string {
  return choose(HIRING_DAYS, mix(seed, index, DRAW.hired))
}

/** A time of day between six and seven, different for neighbours. */
function timeOf(index: number): string {
  return `T06:${SIXTY[Math.floor(index / 60) % 60] ?? '00'}:${SIXTY[index % 60] ?? '00'}Z`
}

/** The properties that are the same for members and guests. */
export function blankUser(id: string, userPrincipalName: string): DirectoryUser {
  return {
    id,
    accountEnabled: true,
    assignedLicenses: [],
    businessPhones: [],
    city: null,
    companyName: null,
    country: null,
    createdDateTime: null,
    creationType: null,
    deletedDateTime: null,
    department: null,
    displayName: null,
    employeeHireDate: null,
    employeeId: null,
    employeeType: null,
    externalUserState: null,
    givenName: null,
    jobTitle: null,
    mail: null,
    mailNickname: null,
    mobilePhone: null,
    officeLocation: null,
    onPremisesImmutableId: null,
    onPremisesSamAccountName: null,
    onPremisesSyncEnabled: null,
    otherMails: [],
    postalCode: null,
    preferredLanguage: null,
    proxyAddresses: [],
    securityIdentifier: null,
    state: null,
    streetAddress: null,
    surname: null,
    usageLocation: null,
    userPrincipalName,
    userType: 'Member',
  }
}

function guestAt(options: PeopleOptions, facets: PeopleFacets, index: number, id: string): DirectoryUser {
  const { seed } = options
  const name = nameOf(seed, index)
  const partner = choose(PARTNERS, mix(seed, index, DRAW.partner))
  const mail = `${name.local}@${partner.domain}`
  const pending = mix(seed, index, DRAW.mail) % 3 === 0
  const user = blankUser(id, `${name.local}_${partner.domain}#EXT#@${options.initialDomain}`)
  user.accountEnabled = facets.isEnabled(index)
  user.companyName = mix(seed, index, DRAW.title) % 2 === 0 ? partner.company : null
  user.createdDateTime = `${hiringDay(seed, index)}${timeOf(index)}`
  user.creationType = 'Invitation'
  user.displayName = name.display
  user.externalUserState = pending ? 'PendingAcceptance' : 'Accepted'
  user.givenName = pending ? null : name.given
  user.surname = pending ? null : name.family
  user.mail = pending && index % 2 === 0 ? null : mail
  user.mailNickname = `${name.local}_${partner.domain}#EXT#`
  user.otherMails = [mail]
  user.userType = 'Guest'
  user.proxyAddresses = [`SMTP:${mail}`]
  return user
}

function memberAt(options: PeopleOptions, facets: PeopleFacets, index: number, id: string): DirectoryUser {
  const { seed, domain } = options
  const name = nameOf(seed, index)
  const office = facets.office(index)
  const hired = hiringDay(seed, index)
  const address = `${name.local}@${domain}`
  const hasMailbox = index < 8 || !chance(seed, index, DRAW.mail, 3)
  const hybrid = chance(seed, index, DRAW.hybrid, 35)
  const phone = mix(seed, index, DRAW.phone)
  const contractor = facets.isContractor(index)
  const user = blankUser(id, address)
  user.accountEnabled = facets.isEnabled(index)
  user.assignedLicenses = [{ skuId: choose(LICENCES, mix(seed, index, DRAW.license)), disabledPlans: [] }]
  user.businessPhones = phone % 4 === 0 ? [] : [`${office.dial} ${digits(phone, 4)}`]
  user.city = office.city
  user.companyName = contractor ? choose(PARTNERS, phone).company : options.companyName
  user.country = office.country
  user.createdDateTime = `${hired}${timeOf(index)}`
  user.department = facets.department(index).name
  user.displayName = name.display
  user.employeeHireDate = `${hired}T00:00:00Z`
  user.employeeId = contractor ? `X${digits(index + 1, 6)}` : `LK${String(index + 10_001).padStart(6, '0')}`
  user.employeeType = contractor ? 'Contractor' : 'Employee'
  user.givenName = name.given
  user.jobTitle = titleOf(options, facets, index)
  user.mail = hasMailbox ? address : null
  user.mailNickname = name.local
  user.mobilePhone =
    phone % 3 === 0 ? `${office.dial.split(' ')[0] ?? ''} 55 ${digits(phone >>> 3, 6)}` : null
  user.officeLocation = office.office
  user.onPremisesImmutableId = hybrid ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64') : null
  user.onPremisesSamAccountName = hybrid ? name.local.slice(0, 20) : null
  user.onPremisesSyncEnabled = hybrid ? true : null
  user.postalCode = office.postalCode
  user.preferredLanguage = phone % 5 === 0 ? null : office.language
  user.proxyAddresses = hasMailbox ? [`SMTP:${address}`] : []
  if (hasMailbox && mix(seed, index, DRAW.alias) % 9 === 0)
    user.proxyAddresses.push(`smtp:${name.local.replace('.', '')}@${domain}`)
  user.securityIdentifier = `S-1-12-1-${phone}-${index}`
  user.state = office.state
  user.streetAddress = office.street
  user.surname = name.family
  user.usageLocation = office.usage
  return user
}

export function generatePeople(options: PeopleOptions): PeopleSource {
  const { seed, count } = options
  const facets = facetsOf(options)
  const plainUser = (index: number): DirectoryUser => {
    const id = guidOf(seed, index)
    return facets.isGuest(index) ? guestAt(options, facets, index, id) : memberAt(options, facets, index, id)
  }
  return {
    count,
    facets,
    idAt: (index) => guidOf(seed, index),
    indexOf: (id) => indexOfGuid(seed, id),
    userAt: (index) => {
      const user = plainUser(index)
      const patch = specialPatch({ index, count, user, plainUser })
      return patch === undefined ? user : { ...user, ...patch }
    },
    managerOf: (index) =>
      index === 0 || facets.isGuest(index) ? undefined : Math.floor((index - 1) / REPORTS),
  }
}
