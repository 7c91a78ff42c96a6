import type { GroupPatch, UserPatch } from './directory/directory-object.ts'

export type SecretSpec = {
  id?: string
  value?: string
  startsAt?: string
  expiresAt?: string
  displayName?: string
}

export type CertificateSpec = {
  /** The certificate, PEM. Assertions are checked against its key and SHA-256 thumbprint. */
  pem: string
}

export type AppSpec = {
  clientId?: string
  displayName?: string
  /** Application permissions with admin consent, by value (`User.Read.All`). */
  roles?: readonly string[]
  /** Permissions the registration asks for; the admin consent page grants them. */
  requestedRoles?: readonly string[]
  secrets?: readonly SecretSpec[]
  certificates?: readonly CertificateSpec[]
  /** The enterprise app's "Enabled for users to sign-in" is off (7000112). */
  disabled?: boolean
  /** The app was never consented to in this tenant (7000229). */
  missingServicePrincipal?: boolean
  /** Id of a Conditional Access policy that blocks token issuance (53003). */
  conditionalAccessPolicy?: string
  /** Where people may be sent back to after signing in (else 50011); absent accepts any address on this machine. */
  redirectUris?: readonly string[]
  /** Only people named in `userRoles` may sign in (else 50105). */
  assignmentRequired?: boolean
  /** App roles of people, by user principal name: the `roles` claim of their ID token. */
  userRoles?: Readonly<Record<string, readonly string[]>>
}

export type GroupSpec = GroupPatch & {
  id?: string
  displayName: string
  /** The first n generated people are members, or the users with these principal names. */
  members?: number | readonly string[]
  /** Names of other groups of the list that are members. */
  holds?: readonly string[]
}

export type UserSpec = UserPatch & { id?: string }

export type ThrottleSpec = 'microsoft' | 'off' | { units: number; windowSeconds: number }

/** How the tenant's directory answers; all of it can be changed while the emulator runs. */
export type Behaviour = {
  /** People or groups on a page of a delta query. */
  deltaPageSize: number
  /** Members on a page of a group delta query; larger groups repeat over pages. */
  deltaMembersPerPage: number
  /** Delta pages come in a seeded random order, so a large group's parts are apart. */
  shuffle: boolean
  /** Every page is preceded by an empty one with a link onwards. */
  emptyPages: boolean
  /** A delta round repeats this many changes that the previous round had delivered already. */
  replayLast: number
  /** Changes reach delta queries this much later than plain reads. */
  visibilityDelayMs: number
  /** A first delta round also lists soft-deleted objects as removed. */
  removedInFirstRound: boolean
  deltaTokenLifetimeSeconds: number
  pageTokenLifetimeSeconds: number
  accessTokenLifetimeSeconds: number
  throttle: ThrottleSpec
}

export type TenantSpec = {
  tenantId?: string
  domain?: string
  displayName?: string
  /** Generated people; 500 when absent. */
  people?: number
  /** How many groups to generate, or exactly these. Absent: the groups of a believable company. */
  groups?: number | readonly GroupSpec[]
  /** People with given properties, after the generated ones. */
  users?: readonly UserSpec[]
  apps?: readonly AppSpec[]
  behaviour?: Partial<Behaviour>
}

export const DEFAULT_ROLES: readonly string[] = ['User.Read.All', 'GroupMember.Read.All']

export const DEFAULT_BEHAVIOUR: Behaviour = {
  deltaPageSize: 200,
  deltaMembersPerPage: 1_000,
  shuffle: false,
  emptyPages: false,
  replayLast: 0,
  visibilityDelayMs: 0,
  removedInFirstRound: false,
  deltaTokenLifetimeSeconds: 7 * 86_400,
  pageTokenLifetimeSeconds: 30 * 60,
  accessTokenLifetimeSeconds: 3_599,
  throttle: 'microsoft',
}
