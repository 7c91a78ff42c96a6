import { clientId as clientIdShape, clientSecret as clientSecretShape } from '@rollcall/vocabulary'
import * as z from 'zod'
import { certificateEvidence } from '../client-certificate.ts'
import { explainTokenFailure, isPassing, type Explanation } from '../hints.ts'
import { readClaims } from '../permissions.ts'
import type { HeldToken } from '../token-source.ts'
import type { CheckKit, Findings, Verdict } from './findings.ts'

const organizations = z.looseObject({ value: z.array(z.looseObject({ displayName: z.string().nullish() })) })

export async function checkToken(kit: CheckKit, findings: Findings): Promise<Verdict> {
  if (findings.blocker) return findings.blocker
  const verdict = findProblemInInput(kit) ?? (await signIn(kit, findings))
  if (verdict.status === 'fail') findings.blocker = verdict
  return verdict
}

function findProblemInInput({ settings, session }: CheckKit): Verdict | null {
  const { links } = session.context
  if (!clientIdShape.safeParse(settings.clientId).success) {
    return {
      status: 'fail',
      detail: `"${settings.clientId}" is not an Application (client) ID.`,
      hint: 'Copy the Application (client) ID from the Overview page of the app registration. It looks like 8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11.',
      link: links.appRegistrations,
    }
  }
  const { credential } = settings
  if (credential.kind === 'secret' && !clientSecretShape.safeParse(credential.clientSecret).success) {
    return {
      status: 'fail',
      detail: 'There is no client secret.',
      hint: 'Paste the Value of a client secret from Certificates & secrets.',
      link: links.credentials,
    }
  }
  return null
}

/** A passing trouble gets one more try, because the admin is asking about the settings, not about this second. */
async function askTwice({ session, parts, signal }: CheckKit): Promise<HeldToken> {
  const first = await session.tokens.get(signal)
  if (first.kind === 'token' || !isPassing(first.failure)) return first
  await parts.timing.sleep(Math.min(first.failure.retryAfterMs ?? 1_000, 3_000), signal)
  return session.tokens.get(signal)
}

async function signIn(kit: CheckKit, findings: Findings): Promise<Verdict> {
  const held = await askTwice(kit)
  if (held.kind === 'failure') {
    const explanation = explainTokenFailure(held.failure, kit.session.context)
    noteFault(explanation, findings)
    const { message, hint, link } = explanation
    const evidence = { ...held.failure.evidence, ...certificateEvidence(kit.session.context.certificate) }
    return { status: 'fail', detail: message, hint, link, evidence }
  }
  const claims = readClaims(held.token)
  findings.signedIn = true
  findings.claims = claims
  findings.tenantId ??= claims?.tenantId ?? null
  findings.tenantName = readTenantName(kit)
  const name = claims?.appName ? `The application "${claims.appName}"` : 'The application'
  const evidence = claims ? { roles: claims.roles.join(' ') || 'none' } : {}
  return { status: 'pass', detail: `${name} signed in and received an access token.`, evidence }
}

function noteFault({ fault }: Explanation, findings: Findings): void {
  if (fault === 'secret') findings.secretFault = 'refused'
  if (fault === 'secret_expired') findings.secretFault = 'expired'
  if (fault === 'clock') findings.clockFault = true
}

/** A name is nice to show, and many applications may not read it. */
async function readTenantName({ client, signal }: CheckKit): Promise<string | null> {
  try {
    const body = await client.getJson('/organization?$select=id,displayName', {
      subject: 'the organization',
      signal,
    })
    return organizations.safeParse(body).data?.value[0]?.displayName ?? null
  } catch {
    return null
  }
}
