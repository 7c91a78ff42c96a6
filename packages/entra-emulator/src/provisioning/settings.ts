import { defaultMapping } from './attribute-mapping.ts'
import type { MappingRow } from './attribute-mapping.ts'

/** `legacy` is what Entra speaks without a flag; `compliant` what it speaks with `aadOptscim062020` in the tenant URL. */
export type Dialect = 'legacy' | 'compliant'

/** Groups and people assigned to the app. Nested groups are not expanded. */
export type AssignedScope = { groups?: readonly string[]; users?: readonly string[] }

/** What an admin sets on the provisioning page of an enterprise app, and the limits of the service. */
export type ProvisioningSettings = {
  /** "Tenant URL". The flag `aadOptscim062020` in its query chooses the compliant dialect. */
  baseUrl: string
  /** "Secret Token", sent as a bearer token. */
  token: string
  dialect?: Dialect
  /** Target attribute that finds people who exist already: `userName`, `externalId`, `emails[type eq "work"].value`. */
  matchingAttribute?: string
  /** Source of `externalId` in the default mapping. */
  externalId?: 'mailNickname' | 'objectId'
  /** Replaces the default mapping. */
  mapping?: readonly MappingRow[]
  scope?: 'all' | AssignedScope
  /** Object ids, or all: with assignments, the assigned ones. */
  groups?: 'none' | 'all' | readonly string[]
  /** "Accidental deletion prevention": a cycle that would disable or delete more than this is held. */
  deletionThreshold?: number | null
  /** `SkipOutOfScopeDeletions`: who falls out of scope stays as they are. */
  skipOutOfScopeDeletions?: boolean
  membersPerRequest?: number
  /** Microsoft asks targets for at least 25; null sends as fast as the target answers. */
  requestsPerSecond?: number | null
  maxInFlight?: number
  timeoutMs?: number
  /** Null sends no User-Agent, as some of Entra's requests do. */
  userAgent?: string | null
  /** Certificate authority of an https target, PEM. */
  caPem?: string | null
  /** Failures in one cycle from which their share counts towards quarantine. */
  quarantineFloor?: number
}

export type CompleteSettings = Required<ProvisioningSettings>

const FLAG = 'aadOptscim062020'

/** Thrown for settings that cannot work; the text says what to change. */
export class BadSettings extends Error {}

function parseUrl(text: string): URL {
  if (!URL.canParse(text)) throw new BadSettings(`'${text}' is no URL. Paste the tenant URL of the target.`)
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new BadSettings('The tenant URL must begin with https:// or http://.')
  return url
}

function hasFlag(url: URL): boolean {
  return [...url.searchParams.keys()].some((name) => name.toLowerCase() === FLAG.toLowerCase())
}

function checkNumber(name: string, value: number | null, least: number): void {
  if (value !== null && !(Number.isFinite(value) && value >= least))
    throw new BadSettings(`'${name}' must be a number of at least ${least}.`)
}

/** Fills in what Entra would; refuses what its page would refuse. */
export function completeSettings(given: ProvisioningSettings): CompleteSettings {
  const url = parseUrl(given.baseUrl)
  if (given.token === '') throw new BadSettings('The secret token is empty. Paste the one the target shows.')
  const settings: CompleteSettings = {
    dialect: hasFlag(url) ? 'compliant' : 'legacy',
    matchingAttribute: 'userName',
    externalId: 'mailNickname',
    mapping: defaultMapping(given.externalId ?? 'mailNickname'),
    scope: 'all',
    groups: 'none',
    deletionThreshold: null,
    skipOutOfScopeDeletions: false,
    membersPerRequest: 100,
    requestsPerSecond: 25,
    maxInFlight: 8,
    timeoutMs: 30_000,
    userAgent: 'entra-emulator',
    caPem: null,
    quarantineFloor: 5_000,
    ...given,
  }
  if (!settings.mapping.some(({ target }) => target === settings.matchingAttribute))
    throw new BadSettings(
      `People cannot be matched on '${settings.matchingAttribute}', which the mapping does not fill.`,
    )
  checkNumber('requestsPerSecond', settings.requestsPerSecond, 0.1)
  checkNumber('deletionThreshold', settings.deletionThreshold, 0)
  checkNumber('maxInFlight', settings.maxInFlight, 1)
  checkNumber('membersPerRequest', settings.membersPerRequest, 1)
  checkNumber('timeoutMs', settings.timeoutMs, 1)
  return settings
}

/** The address of a collection or resource. The base is used to the letter, with its slash at the end if it has one. */
export function addressOf(baseUrl: string, path: string, query: readonly string[], dialect: Dialect): string {
  const url = parseUrl(baseUrl)
  const own = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && part.toLowerCase().split('=')[0] !== FLAG.toLowerCase())
  const all = [...query, ...own, ...(dialect === 'compliant' ? [FLAG] : [])]
  return `${url.origin}${url.pathname}${path}${all.length === 0 ? '' : `?${all.join('&')}`}`
}
