import { skipped, type CheckKit, type Findings, type Verdict } from './findings.ts'

const TOLERATED_MS = 5 * 60_000

/** Compares with the Date header Microsoft sent (RFC 9110 section 6.6.1), which is exact to a second. */
export async function checkClock(_kit: CheckKit, findings: Findings): Promise<Verdict> {
  const answers = [findings.signIn, findings.graph].flatMap((answer) =>
    answer?.kind === 'answered' ? [answer] : [],
  )
  const aheadMs = answers.find((answer) => answer.aheadMs !== null)?.aheadMs ?? null
  if (aheadMs === null) {
    if (findings.clockFault && findings.blocker) return findings.blocker
    return skipped("Not compared, because Microsoft's time is not known.")
  }
  const seconds = Math.round(Math.abs(aheadMs) / 1000)
  const evidence = { differenceSeconds: String(seconds) }
  const isOff = Math.abs(aheadMs) > TOLERATED_MS
  if (!isOff && !findings.clockFault) {
    const detail =
      seconds <= 2
        ? "This server's clock agrees with Microsoft's."
        : `This server's clock is ${seconds} s off, which does no harm.`
    return { status: 'pass', detail, evidence }
  }
  return {
    status: findings.clockFault ? 'fail' : 'warn',
    detail: `This server's clock is ${describe(seconds)} ${aheadMs > 0 ? 'behind' : 'ahead of'} Microsoft's.`,
    hint: 'Set the clock of this server from a time server (NTP). Tokens are valid for a limited time, so a wrong clock breaks sign-in.',
    evidence,
  }
}

function describe(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`
}
