import type { CheckStatus, SourceError, SourceSettings } from '@rollcall/vocabulary'
import type { GraphClient } from '../graph-client.ts'
import type { TokenClaims } from '../permissions.ts'
import type { PortalLink } from '../portal-links.ts'
import type { Session, SourceParts } from '../session.ts'
import type { Reach } from './reach.ts'

export interface Verdict {
  readonly status: CheckStatus
  readonly detail: string
  readonly hint?: string | null
  readonly link?: PortalLink | null
  readonly evidence?: Readonly<Record<string, string>>
}

/** What a probe needs. The session is new for every run of the checks, so that nothing remembered answers for Microsoft. */
export interface CheckKit {
  readonly settings: SourceSettings
  readonly parts: SourceParts
  readonly session: Session
  readonly client: GraphClient
  readonly signal: AbortSignal
}

export interface ProbedGroup {
  readonly id: string
  readonly name: string
  readonly hidden: boolean
}

/** What earlier checks of the same run learned, for the later ones and for the report. */
export interface Findings {
  signIn: Reach | null
  graph: Reach | null
  /** Why no token can be had, told by the check that found it; later checks repeat it or are skipped. */
  blocker: Verdict | null
  /** The secret itself is what was refused. */
  secretFault: 'refused' | 'expired' | null
  clockFault: boolean
  signedIn: boolean
  claims: TokenClaims | null
  tenantId: string | null
  tenantName: Promise<string | null>
  userCount: number | null
  groupCount: number | null
  /** Null until groups could be read. */
  groups: readonly ProbedGroup[] | null
}

export function noFindings(): Findings {
  return {
    signIn: null,
    graph: null,
    blocker: null,
    secretFault: null,
    clockFault: false,
    signedIn: false,
    claims: null,
    tenantId: null,
    tenantName: Promise.resolve(null),
    userCount: null,
    groupCount: null,
    groups: null,
  }
}

export type Check = (kit: CheckKit, findings: Findings) => Promise<Verdict>

export function skipped(detail: string, more: Omit<Verdict, 'status' | 'detail'> = {}): Verdict {
  return { status: 'skipped', detail, ...more }
}

export const NO_TOKEN = 'Not tried, because no access token could be obtained.'
export const TOKEN_FIRST = 'Fix what "Obtain access token" says, then check again.'

export function fromError(error: SourceError, link: PortalLink | null): Verdict {
  return { status: 'fail', detail: error.message, hint: error.hint, link, evidence: error.evidence }
}

export function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
