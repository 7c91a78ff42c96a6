import type { Advice } from './transport-hints.ts'
import {
  GROUPS_PERMISSION,
  mayReadGroups,
  mayReadUsers,
  SECRET_PERMISSION,
  USERS_PERMISSION,
} from './permissions.ts'

/** What is being read, as it appears in a sentence. */
export type Subject = 'people' | 'groups' | 'members' | 'the application' | 'the organization'

const NEEDED: Readonly<Record<Subject, string>> = {
  people: USERS_PERMISSION,
  groups: GROUPS_PERMISSION,
  members: GROUPS_PERMISSION,
  'the application': SECRET_PERMISSION,
  'the organization': 'Organization.Read.All',
}

export interface Refusal {
  readonly status: number
  readonly code: string
  readonly subject: Subject
  /** Roles in the token that was refused; null when the token cannot be read. */
  readonly roles: readonly string[] | null
}

function isCovered(subject: Subject, roles: readonly string[]): boolean {
  if (subject === 'people') return mayReadUsers(roles)
  if (subject === 'groups' || subject === 'members') return mayReadGroups(roles)
  return roles.includes(NEEDED[subject])
}

export function howToGrant(permission: string): string {
  return `In API permissions, choose Add a permission, Microsoft Graph, Application permissions, select ${permission}, then "Grant admin consent".`
}

/** Why Graph said no (401 or 403), told apart by what the token carries. */
export function explainRefusal({ status, code, subject, roles }: Refusal): Advice {
  const permission = NEEDED[subject]
  if (code === 'Authorization_IdentityNotFound') {
    return {
      message: 'Microsoft does not find the application in this tenant.',
      hint: 'Its enterprise application is missing, was deleted, or was created a moment ago. Grant admin consent in API permissions, wait a few minutes and check again.',
    }
  }
  if (status === 401) {
    return {
      message: 'Microsoft Graph did not accept a new access token.',
      hint: "Check this server's clock and that the chosen Microsoft cloud is the one the tenant lives in, then check again.",
    }
  }
  if (code === 'Authentication_RequestFromNonPremiumTenantOrB2CTenant') {
    return {
      message: `This tenant's licence does not allow reading ${subject} this way.`,
      hint: 'A Microsoft Entra ID P1 licence is needed for it. Permissions are not the problem.',
    }
  }
  if (roles && isCovered(subject, roles)) {
    return {
      message: `Microsoft refused to let us read ${subject}, although the access token allows it.`,
      hint: `The permission was changed a short while ago or taken away. Check that ${permission} still has admin consent, wait up to an hour, then check again.`,
    }
  }
  if (roles?.length === 0) {
    return {
      message: `Microsoft refused to let us read ${subject}: the application has no application permission with consent.`,
      hint: `${howToGrant(permission)} If it is already in the list as "Delegated", that kind does not count here: add it again as Application.`,
    }
  }
  if (subject === 'people' && roles?.includes('User.ReadBasic.All')) {
    return {
      message:
        'User.ReadBasic.All is not enough to read people: it does not show department, employee ID or whether an account is blocked.',
      hint: howToGrant(permission),
    }
  }
  return {
    message: `Microsoft refused to let us read ${subject}: the permission ${permission} is missing or has no admin consent.`,
    hint: howToGrant(permission),
  }
}
