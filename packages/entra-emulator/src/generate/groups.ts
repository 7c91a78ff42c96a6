import type { DirectoryGroup, GroupPatch, OtherObject } from '../directory/directory-object.ts'
import { foldToAscii } from './names.ts'
import type { PeopleSource } from './people.ts'
import { DEPARTMENTS, OFFICES } from './work.ts'
import { guidOf, mix, permuteWithin } from '../seeded-random.ts'

/** A group to be made: its properties, who is in it by rule, and what else it holds. */
export type GroupPlan = {
  record: GroupPatch & { displayName: string; id?: string }
  /** Which people are members, by index. */
  people?: (index: number) => boolean
  /** People by sign-in name. */
  principalNames?: readonly string[]
  /** Names of groups inside this one; cycles are allowed. */
  holds?: readonly string[]
  others?: readonly OtherObject[]
}

const security: GroupPatch = { groupTypes: [], mailEnabled: false, securityEnabled: true, visibility: null }

function microsoft365(visibility: string): GroupPatch {
  return { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false, visibility }
}

function dynamic(membershipRule: string): GroupPatch {
  return {
    ...security,
    groupTypes: ['DynamicMembership'],
    membershipRule,
    membershipRuleProcessingState: 'On',
  }
}

function departmentGroups({ facets }: PeopleSource): GroupPlan[] {
  return DEPARTMENTS.map((department) => ({
    record: { ...security, displayName: department.name, description: `Everybody in ${department.name}` },
    people: (index) => facets.department(index) === department && !facets.isGuest(index),
  }))
}

function teamGroups({ facets }: PeopleSource): GroupPlan[] {
  return (DEPARTMENTS[0]?.teams ?? []).map((team) => ({
    record: { ...security, displayName: team, description: `${team} team in Engineering` },
    people: (index) =>
      facets.department(index) === DEPARTMENTS[0] && facets.team(index) === team && !facets.isGuest(index),
  }))
}

function officeGroups({ facets }: PeopleSource): GroupPlan[] {
  return OFFICES.map((office) => ({
    record: { ...security, displayName: `Office ${office.city}`, onPremisesSyncEnabled: true },
    people: (index) => facets.office(index) === office && !facets.isGuest(index),
  }))
}

function peopleGroups({ facets }: PeopleSource): GroupPlan[] {
  return [
    {
      record: {
        ...dynamic('(user.userType -eq "Member") and (user.accountEnabled -eq true)'),
        displayName: 'All employees',
        description: 'Filled by rule: every enabled member account',
      },
      people: (index) => !facets.isGuest(index) && facets.isEnabled(index),
    },
    {
      record: { ...security, displayName: 'Managers', description: 'People with direct reports' },
      people: (index) => facets.hasReports(index),
    },
    {
      record: { ...security, displayName: 'Contractors', description: 'Temporary staff' },
      people: (index) => facets.isContractor(index),
    },
    {
      record: {
        ...microsoft365('Private'),
        displayName: 'Partner guests',
        description: 'Invited from outside',
      },
      people: (index) => facets.isGuest(index),
    },
  ]
}

/** Groups with something unusual about them: hidden, mail only, empty, very long. */
function oddGroups(): GroupPlan[] {
  return [
    {
      record: {
        ...microsoft365('HiddenMembership'),
        displayName: 'Leadership succession',
        description: null,
      },
      people: (index) => index < 8,
    },
    {
      record: {
        ...microsoft365('Public'),
        displayName: 'Équipe café ☕ Zürich',
        description: 'Kaffee & croissants',
      },
      people: (index) => index % 41 === 3,
    },
    {
      record: {
        groupTypes: [],
        mailEnabled: true,
        securityEnabled: false,
        displayName: 'Newsletter',
        description: 'Distribution list',
      },
      people: (index) => index % 3 === 0,
    },
    {
      record: { ...security, displayName: 'Alumni programme', description: 'Nobody yet' },
    },
    {
      record: {
        ...security,
        displayName: `Steering committee for the consolidation of measurement laboratories, calibration benches and metrology archives across the Lyon, Manchester and München sites, including the working parties on traceability, humidity control and the ${'very '.repeat(4)}long transition`,
        description: 'A name as long as names get',
      },
      people: (index) => index % 97 === 5,
    },
  ]
}

function nestedGroups(): GroupPlan[] {
  return [
    {
      record: { ...security, displayName: 'All engineering', description: 'Holds the engineering teams' },
      holds: DEPARTMENTS[0]?.teams ?? [],
    },
    {
      record: { ...security, displayName: 'Technical staff', description: 'Engineering, research and IT' },
      people: (index) => index === 9,
      holds: ['All engineering', 'Research', 'Information Technology'],
    },
    {
      record: { ...security, displayName: 'Project Aurora', description: 'Holds its reviewers, who hold it' },
      people: (index) => index % 29 === 4,
      holds: ['Aurora reviewers'],
    },
    {
      record: { ...security, displayName: 'Aurora reviewers', description: 'Holds the project it reviews' },
      people: (index) => index % 53 === 6,
      holds: ['Project Aurora'],
    },
  ]
}

function other(seed: number, kind: OtherObject['kind'], index: number, displayName: string): OtherObject {
  const id = guidOf(seed ^ 0x0077aa11, index)
  if (kind === 'device')
    return {
      kind,
      record: { id, displayName, deviceId: id, operatingSystem: 'Windows', accountEnabled: true },
    }
  if (kind === 'orgContact')
    return { kind, record: { id, displayName, mail: `${foldToAscii(displayName)}@kestrelfoundry.example` } }
  return { kind, record: { id, displayName, appId: guidOf(seed ^ 0x0055bb22, index), accountEnabled: true } }
}

function mixedGroups(seed: number): GroupPlan[] {
  return [
    {
      record: { ...security, displayName: 'Kiosks and their owners', description: 'Devices and people' },
      people: (index) => index % 61 === 7,
      others: Array.from({ length: 6 }, (_, at) => other(seed, 'device', at, `KIOSK-LYO-${101 + at}`)),
    },
    {
      record: {
        ...security,
        displayName: 'Automation accounts',
        description: 'Service principals and one owner',
      },
      people: (index) => index === 12,
      others: ['Build runner', 'Backup agent'].map((name, at) =>
        other(seed, 'servicePrincipal', 20 + at, name),
      ),
    },
    {
      record: {
        ...security,
        displayName: 'Suppliers and press',
        description: 'Mail contacts and a few people',
      },
      people: (index) => index % 71 === 8,
      others: ['Foundry desk', 'Trade press'].map((name, at) => other(seed, 'orgContact', 40 + at, name)),
    },
  ]
}

function projectGroup(seed: number, number: number, count: number): GroupPlan {
  const size = Math.min(count, 5 + (mix(seed, number, 91) % 60))
  const members = new Set<number>()
  for (let i = 0; i < size; i++) members.add(permuteWithin(i, count, mix(seed, number, 92)))
  return {
    record: { ...security, displayName: `Project ${String(number).padStart(4, '0')}` },
    people: (index) => members.has(index),
  }
}

/** The groups of a believable company; `wanted` cuts the list short or fills it up with projects. */
export function planGroups(people: PeopleSource, seed: number, wanted?: number): GroupPlan[] {
  const plans = [
    ...departmentGroups(people),
    ...teamGroups(people),
    ...nestedGroups(),
    ...peopleGroups(people),
    ...oddGroups(),
    ...officeGroups(people),
    ...mixedGroups(seed),
  ]
  if (wanted === undefined) return plans
  for (let number = 1; plans.length < wanted; number++) plans.push(projectGroup(seed, number, people.count))
  return plans.slice(0, wanted)
}

/** A whole group record from the few properties that matter. */
export function completeGroup(
  id: string,
  domain: string,
  createdDateTime: string,
  given: GroupPatch,
): DirectoryGroup {
  const displayName = given.displayName ?? 'Unnamed group'
  const nickname = foldToAscii(displayName.replaceAll(' ', '-')).slice(0, 64) || id.slice(0, 8)
  const mail = given.mailEnabled === true ? `${nickname}@${domain}` : null
  return {
    id,
    classification: null,
    createdDateTime,
    deletedDateTime: null,
    description: null,
    displayName,
    expirationDateTime: null,
    groupTypes: [],
    isAssignableToRole: null,
    mail,
    mailEnabled: false,
    mailNickname: nickname,
    membershipRule: null,
    membershipRuleProcessingState: null,
    onPremisesLastSyncDateTime: given.onPremisesSyncEnabled === true ? createdDateTime : null,
    onPremisesSamAccountName: given.onPremisesSyncEnabled === true ? nickname.slice(0, 20) : null,
    onPremisesSecurityIdentifier: null,
    onPremisesSyncEnabled: null,
    preferredDataLocation: null,
    preferredLanguage: null,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    renewedDateTime: createdDateTime,
    resourceProvisioningOptions: [],
    securityEnabled: true,
    securityIdentifier: null,
    theme: null,
    visibility: null,
    ...given,
  }
}
