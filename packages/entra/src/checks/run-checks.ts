import type {
  CheckId,
  CheckReport,
  CheckResult,
  ClientCredential,
  SourceSettings,
} from '@rollcall/vocabulary'
import { openSession, type SourceParts } from '../session.ts'
import { startDeadline } from '../timing.ts'
import { checkCertificate } from './certificate.ts'
import { checkClock } from './clock.ts'
import { noFindings, skipped, type Check, type CheckKit, type Findings, type Verdict } from './findings.ts'
import { checkGroups } from './groups.ts'
import { checkMembers } from './members.ts'
import { checkNetwork } from './network.ts'
import { checkPermissions } from './permissions.ts'
import { checkSecret } from './secret.ts'
import { checkTenant } from './tenant.ts'
import { checkToken } from './token.ts'
import { checkUsers } from './users.ts'

interface Entry {
  readonly id: CheckId
  readonly label: string
  readonly run: Check
}

const CHECKS: readonly Entry[] = [
  { id: 'network', label: 'Reach Microsoft', run: checkNetwork },
  { id: 'tenant', label: 'Find the tenant', run: checkTenant },
  { id: 'token', label: 'Obtain access token', run: checkToken },
  { id: 'users', label: 'Read users', run: checkUsers },
  { id: 'groups', label: 'Read groups', run: checkGroups },
  { id: 'members', label: 'Read group members', run: checkMembers },
  { id: 'permissions', label: 'Permissions', run: checkPermissions },
  { id: 'secret', label: 'Client secret', run: checkSecret },
  { id: 'clock', label: 'Clock', run: checkClock },
]

const CERTIFICATE: Entry = { id: 'secret', label: 'Certificate', run: checkCertificate }

/** What proves who we are is looked at under one id, whichever it is. */
function checksFor(credential: ClientCredential): readonly Entry[] {
  if (credential.kind === 'secret') return CHECKS
  return CHECKS.map((check) => (check.id === 'secret' ? CERTIFICATE : check))
}

/** For everything together, so that somebody waiting at a screen gets an answer. */
const BUDGET_MS = 20_000
const PATIENCE = { maxAttempts: 2, maxWaitMs: 4_000 }
const REQUEST_TIMEOUT_MS = 8_000

export interface CheckOptions {
  readonly signal: AbortSignal
  readonly onResult?: (result: CheckResult) => void
}

export async function runChecks(
  settings: SourceSettings,
  parts: SourceParts,
  options: CheckOptions,
): Promise<CheckReport> {
  const budget = startDeadline(options.signal, BUDGET_MS)
  const timeoutMs = Math.min(parts.timeoutMs, REQUEST_TIMEOUT_MS)
  const session = openSession(settings, { ...parts, timeoutMs })
  const kit: CheckKit = {
    settings,
    parts,
    session,
    client: session.clientWith(PATIENCE),
    signal: budget.signal,
  }
  const findings = noFindings()
  const checks: CheckResult[] = []
  try {
    for (const check of checksFor(settings.credential)) {
      const startedAt = parts.timing.now()
      const verdict = await judge(check.run, kit, findings, budget.expired)
      const result = toResult(check, verdict, parts.timing.now() - startedAt)
      checks.push(result)
      options.onResult?.(result)
    }
    return await toReport(checks, findings, parts.timing.now())
  } finally {
    budget.done()
  }
}

/** No check may stop the others: whatever goes wrong inside one becomes its result. */
async function judge(run: Check, kit: CheckKit, findings: Findings, isLate: () => boolean): Promise<Verdict> {
  if (kit.signal.aborted) return skipped(isLate() ? 'Not tried, because Microsoft took too long.' : STOPPED)
  try {
    return await run(kit, findings)
  } catch {
    if (isLate()) {
      return {
        status: 'fail',
        detail: 'Microsoft did not answer in the time a check may take.',
        hint: 'Check again in a moment. If it stays slow, look at the network between this server and Microsoft.',
      }
    }
    if (kit.signal.aborted) return skipped(STOPPED)
    return {
      status: 'fail',
      detail: 'This check could not be finished because of a fault in this product.',
      hint: 'Check again. If it stays, please report it.',
    }
  }
}

const STOPPED = 'Not tried, because the check was stopped.'

function toResult(check: { id: CheckId; label: string }, verdict: Verdict, durationMs: number): CheckResult {
  return {
    id: check.id,
    label: check.label,
    status: verdict.status,
    detail: verdict.detail,
    hint: verdict.hint ?? null,
    link: verdict.link ?? null,
    evidence: { ...verdict.evidence },
    durationMs: Math.max(0, Math.round(durationMs)),
  }
}

async function toReport(checks: CheckResult[], findings: Findings, now: number): Promise<CheckReport> {
  const statuses = new Set(checks.map((check) => check.status))
  const { tenantId: id, userCount: users, groupCount: groups } = findings
  return {
    status: statuses.has('fail') ? 'fail' : statuses.has('warn') ? 'warn' : 'pass',
    checkedAt: new Date(now).toISOString(),
    tenant: id === null ? null : { id, displayName: await findings.tenantName },
    counts: { users, groups },
    checks,
  }
}
