import type { SelfTestReport } from '@rollcall/vocabulary'

export type SelfTestCheck = SelfTestReport['checks'][number]
type Group = SelfTestCheck['group']

const GROUP_LABELS: Record<Group, string> = {
  access: 'Access',
  discovery: 'What the server tells about itself',
  users: 'People',
  groups: 'Groups',
  patch: 'Changes, in both of Entra’s dialects',
  errors: 'Refusals',
}

export interface CheckGroup {
  group: Group
  label: string
  checks: readonly SelfTestCheck[]
  failed: number
}

/** The checks of a report by what they are about, in a fixed order; groups without checks are left out. */
export function toCheckGroups(report: SelfTestReport): CheckGroup[] {
  const order: readonly Group[] = ['access', 'discovery', 'users', 'groups', 'patch', 'errors']
  return order.flatMap((group) => {
    const checks = report.checks.filter((check) => check.group === group)
    if (checks.length === 0) return []
    const failed = checks.filter((check) => check.status === 'fail').length
    return [{ group, label: GROUP_LABELS[group], checks, failed }]
  })
}

export interface ScoreWords {
  tone: 'success' | 'danger'
  title: string
  text: string
}

/** The score as a sentence, and what follows from it. */
export function toScoreWords({ passed, total }: Pick<SelfTestReport, 'passed' | 'total'>): ScoreWords {
  if (total === 0) {
    return { tone: 'danger', title: 'Nothing was checked', text: 'Run the self-test again.' }
  }
  if (passed === total) {
    return {
      tone: 'success',
      title: `${passed} of ${total}: everything Entra relies on works`,
      text: 'Every check of Microsoft’s validation list passed in the sandbox.',
    }
  }
  const failed = total - passed
  return {
    tone: 'danger',
    title: `${passed} of ${total}: ${failed === 1 ? 'one check failed' : `${failed} checks failed`}`,
    text: 'Failed checks say what was sent and what came back. Send them to whoever runs this server.',
  }
}
