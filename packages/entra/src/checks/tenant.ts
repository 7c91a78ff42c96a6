import { tenantRef } from '@rollcall/vocabulary'
import * as z from 'zod'
import { explainTokenFailure, isPassing } from '../hints.ts'
import { toTokenFailure } from '../msal-errors.ts'
import { skipped, type CheckKit, type Findings, type Verdict } from './findings.ts'

const discovery = z.looseObject({ issuer: z.string() })
const refusal = z.looseObject({
  error: z.string(),
  error_description: z.string().default(''),
  error_codes: z.array(z.number()).default([]),
})

/** The discovery document tells whether the tenant exists in this cloud before any credential is sent. */
export async function checkTenant(kit: CheckKit, findings: Findings): Promise<Verdict> {
  const { settings, session, parts } = kit
  if (!tenantRef.safeParse(settings.directoryId).success) {
    const failure = toTokenFailure({ errorCode: 'invalid_request', errorNo: 900023 }, NOTHING_SENT)
    const { message, hint, link } = explainTokenFailure(failure, session.context)
    return block(findings, { status: 'fail', detail: message, hint, link })
  }
  const answer = findings.signIn
  if (answer?.kind === 'answered' && answer.status === 404 && !refusal.safeParse(answer.body).success) {
    return skipped(
      'The sign-in service publishes nothing about tenants, so the next check shows whether it exists.',
    )
  }
  if (answer?.kind !== 'answered' || !answer.json) {
    return skipped('Not looked up, because the sign-in service of Microsoft could not be reached.')
  }
  const found = discovery.safeParse(answer.body)
  if (answer.status === 200 && found.success) {
    findings.tenantId = tenantIn(found.data.issuer)
    const id = findings.tenantId ?? settings.directoryId
    const evidence = { tenantId: id }
    return { status: 'pass', detail: `Found the tenant ${id} in ${parts.endpoints.label}.`, evidence }
  }
  return refused(kit, findings, answer.status, answer.body)
}

const NOTHING_SENT = { status: null, retryAfterMs: null, transport: null }

function refused(kit: CheckKit, findings: Findings, status: number, body: unknown): Verdict {
  const said = refusal.safeParse(body).data
  const error = {
    errorCode: said?.error ?? 'unknown_error',
    errorMessage: said?.error_description ?? '',
    errorNo: said?.error_codes[0],
  }
  const failure = toTokenFailure(error, { ...NOTHING_SENT, status })
  const { message, hint, link } = explainTokenFailure(failure, kit.session.context)
  const verdict = { detail: message, hint, link, evidence: failure.evidence }
  if (isPassing(failure)) return { ...verdict, status: 'warn' }
  return block(findings, { ...verdict, status: 'fail' })
}

function block(findings: Findings, verdict: Verdict): Verdict {
  findings.blocker ??= verdict
  return verdict
}

function tenantIn(issuer: string): string | null {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(issuer)?.[0] ?? null
}
