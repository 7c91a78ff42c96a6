import { isGuid, SourceError, type SourceFailure } from '@rollcall/vocabulary'
import { explainCertificate, refusalReason, type CertificateProblem } from './certificate-hints.ts'
import type { CertificateReading } from './client-certificate.ts'
import type { TokenFailure } from './msal-errors.ts'
import type { PortalLink, PortalLinks } from './portal-links.ts'
import { explainTransport } from './transport-hints.ts'
import { mayPass } from './transport-failure.ts'

/** Which of the three things the admin typed is wrong, or what else stands in the way. */
type TokenFault =
  | 'tenant'
  | 'client_id'
  | 'secret'
  | 'secret_expired'
  | 'consent'
  | 'app_disabled'
  | 'policy'
  | 'clock'
  | 'cloud'
  | 'network'
  | 'busy'
  | 'unknown'

export interface TokenContext {
  readonly tenant: string
  readonly clientId: string
  /** The secret's value is a GUID, which is what a secret's ID looks like. Values never do. */
  readonly secretLooksLikeId: boolean
  /** Null where the application signs in with a secret. */
  readonly certificate: CertificateReading | null
  readonly cloudLabel: string
  readonly links: PortalLinks
}

export interface Explanation {
  readonly fault: TokenFault
  readonly message: string
  readonly hint: string
  readonly link: PortalLink | null
}

type Explain = (context: TokenContext, failure: TokenFailure) => Explanation

export function looksLikeSecretId(secret: string): boolean {
  return isGuid(secret.trim())
}

function unknownTenant({ tenant, cloudLabel, links }: TokenContext): Explanation {
  return {
    fault: 'tenant',
    message: `Microsoft knows no tenant "${tenant}" in this cloud (${cloudLabel}).`,
    hint: 'Copy the Directory (tenant) ID from the Overview page of the app registration. If it is right, the tenant lives in another Microsoft cloud: choose that cloud in the connection.',
    link: links.tenant,
  }
}

function malformedTenant({ tenant, links }: TokenContext): Explanation {
  return {
    fault: 'tenant',
    message: `"${tenant}" is neither a tenant ID nor a domain name.`,
    hint: 'Enter the Directory (tenant) ID from the Overview page of the app registration, or a verified domain such as contoso.com, without spaces.',
    link: links.tenant,
  }
}

function unknownApp({ clientId, tenant, links }: TokenContext): Explanation {
  return {
    fault: 'client_id',
    message: `The tenant "${tenant}" has no application with the ID ${clientId}.`,
    hint: 'Copy the Application (client) ID from the Overview page of the app registration, not the Object ID beside it, and check that the registration is in this tenant.',
    link: links.appRegistrations,
  }
}

function wrongSecret({ secretLooksLikeId, links }: TokenContext): Explanation {
  if (secretLooksLikeId) {
    return {
      fault: 'secret',
      message:
        'The client secret was refused. What was entered looks like the Secret ID, not the secret itself.',
      hint: 'In Certificates & secrets, use the Value column. It is shown only once: if it is no longer visible, create a new client secret and paste its Value here.',
      link: links.credentials,
    }
  }
  return {
    fault: 'secret',
    message: 'The client secret was refused: it is not a valid secret of this application.',
    hint: 'It was mistyped, cut short, or removed since. Create a new client secret in Certificates & secrets and paste its Value here.',
    link: links.credentials,
  }
}

function expiredSecret({ links }: TokenContext): Explanation {
  return {
    fault: 'secret_expired',
    message: 'The client secret has expired.',
    hint: 'Create a new client secret in Certificates & secrets and paste its Value here. Nothing else has to change.',
    link: links.credentials,
  }
}

function missingPrincipal({ links }: TokenContext): Explanation {
  return {
    fault: 'consent',
    message: 'The application exists, but was never approved in this tenant.',
    hint: 'In API permissions, choose "Grant admin consent". That creates the enterprise application; then check again after a minute.',
    link: links.permissions,
  }
}

function disabledApp({ links }: TokenContext): Explanation {
  return {
    fault: 'app_disabled',
    message: 'The application is disabled in this tenant.',
    hint: 'In Enterprise applications, open it, go to Properties and set "Enabled for users to sign-in" to Yes.',
    link: links.enterpriseApps,
  }
}

function blockedByPolicy({ links }: TokenContext, { policyId }: TokenFailure): Explanation {
  const name = policyId ? `the Conditional Access policy ${policyId}` : 'a Conditional Access policy'
  return {
    fault: 'policy',
    message: `Access was blocked by ${name}.`,
    hint: 'Open the policy and exclude this application, or allow the public network address this server connects from.',
    link: links.conditionalAccess(policyId),
  }
}

function wrongClock({ links }: TokenContext): Explanation {
  return {
    fault: 'clock',
    message: "Microsoft says the sign-in was made at the wrong time: this server's clock is off.",
    hint: 'Set the clock of this server from a time server (NTP), then check again.',
    link: links.credentials,
  }
}

function aboutCertificate(problem: CertificateProblem): Explain {
  const fault = problem === 'certificate_expired' ? 'secret_expired' : 'secret'
  return ({ links, certificate }) => ({
    fault,
    link: links.credentials,
    ...explainCertificate(problem, certificate),
  })
}

function badCertificate(context: TokenContext, failure: TokenFailure): Explanation {
  return aboutCertificate(refusalReason(failure.description))(context, failure)
}

function wrongResource({ cloudLabel, links }: TokenContext): Explanation {
  return {
    fault: 'cloud',
    message: `Microsoft Graph of this cloud (${cloudLabel}) is not known to the tenant.`,
    hint: 'Choose the Microsoft cloud the tenant lives in. For most organisations that is Global.',
    link: links.tenant,
  }
}

function nothingSent({ links }: TokenContext): Explanation {
  return {
    fault: 'secret',
    message: 'The sign-in was refused because the client secret is empty.',
    hint: 'Paste the Value of a client secret from Certificates & secrets.',
    link: links.credentials,
  }
}

function busy(): Explanation {
  return {
    fault: 'busy',
    message: 'The sign-in service of Microsoft is busy or down at the moment.',
    hint: 'Wait a minute, then try again. If it lasts, look at status.cloud.microsoft.',
    link: null,
  }
}

/** Source: "Microsoft Entra authentication and authorization error codes". Numbers may change, so others fall through. */
const EXPLAIN: Readonly<Record<number, Explain>> = {
  90002: unknownTenant,
  900023: malformedTenant,
  700016: unknownApp,
  7000215: wrongSecret,
  7000222: expiredSecret,
  7000229: missingPrincipal,
  7000112: disabledApp,
  53003: blockedByPolicy,
  700024: wrongClock,
  700027: badCertificate,
  1002012: wrongResource,
  70011: wrongResource,
  500011: wrongResource,
  900144: nothingSent,
  7000216: nothingSent,
  7000218: nothingSent,
  90033: busy,
  50196: busy,
}

function fromCertificate(problems: readonly CertificateProblem[]): Record<string, Explain> {
  return Object.fromEntries(problems.map((problem) => [problem, aboutCertificate(problem)]))
}

const EXPLAIN_ERROR: Readonly<Record<string, Explain>> = {
  invalid_tenant: unknownTenant,
  missing_tenant_id_error: malformedTenant,
  invalid_client_credential: nothingSent,
  temporarily_unavailable: busy,
  ...fromCertificate([
    'certificate_unreadable',
    'private_key_unreadable',
    'certificate_not_rsa',
    'certificate_mismatch',
    'certificate_not_yet_valid',
    'certificate_expired',
  ]),
}

function unexplained(context: TokenContext, failure: TokenFailure): Explanation {
  const said = failure.description || failure.error
  return {
    fault: 'unknown',
    message: `Microsoft refused to sign the application in: ${said}`,
    hint: 'Compare the three values of the connection with the Overview page of the app registration. The ids under Details help Microsoft support.',
    link: context.links.app,
  }
}

/** Failures that the same request may survive later. */
export function isPassing(failure: TokenFailure): boolean {
  if (failure.transport) return mayPass(failure.transport.kind)
  if (failure.code !== null && EXPLAIN[failure.code] && EXPLAIN[failure.code] !== busy) return false
  return failure.code === 90033 || failure.status === 429 || (failure.status ?? 0) >= 500
}

export function explainTokenFailure(failure: TokenFailure, context: TokenContext): Explanation {
  if (failure.transport) return { fault: 'network', link: null, ...explainTransport(failure.transport) }
  const byCode = failure.code === null ? undefined : EXPLAIN[failure.code]
  const explain = byCode ?? EXPLAIN_ERROR[failure.error] ?? (isPassing(failure) ? busy : unexplained)
  return explain(context, failure)
}

/** The same explanation for a reading, which stops instead of reporting. */
export function toSourceError(failure: TokenFailure, context: TokenContext): SourceError {
  const { message, hint } = explainTokenFailure(failure, context)
  return new SourceError(sourceFailure(failure), message, { hint, evidence: { ...failure.evidence } })
}

function sourceFailure(failure: TokenFailure): SourceFailure {
  if (failure.transport) return 'unreachable'
  if (!isPassing(failure)) return 'refused'
  return failure.status === 429 ? 'throttled' : 'unreachable'
}
