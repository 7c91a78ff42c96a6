import type { GuardPolicy, HoldReason, RealmAccess } from '@rollcall/vocabulary'

export interface PlanSummary {
  readonly planOnly: boolean
  readonly seen: number
  /** People who would be disabled or deactivated. */
  readonly removals: number
  /** Those of them that a client pushed and that were held back then. */
  readonly heldBack: number
  /** People who would lose a realm that a mapping gives them; those who are disabled as well count here too. */
  readonly realmLosses: number
  /** The realms behind `realmLosses`, to name the one that matters most. */
  readonly realmAccess?: readonly RealmAccess[]
  /** People this connection manages here. */
  readonly managed: number
  readonly completeReading: boolean
  /** People seen by the last complete reading of the same scope; null when there was none. */
  readonly lastSeen: number | null
}

/**
 * Says why a plan has to wait for a person, or null when it may be applied (data model and sync rules, section 2.3). The
 * most serious reason gives the code; the text names the others too.
 */
export function guardPlan(plan: PlanSummary, policy: GuardPolicy): HoldReason | null {
  const threshold = Math.max(policy.maxPeople, Math.floor((plan.managed * policy.maxPercent) / 100))
  const reasons = [readingReason(plan), removalReason(plan, threshold), realmReason(plan, threshold)]
  const [first, ...others] = reasons.filter((reason) => reason !== null)
  if (first) return { code: first.code, text: [first, ...others].map((reason) => reason.text).join(' ') }
  if (plan.planOnly) return { code: 'asked_for_plan', text: 'The plan is ready. Nothing has changed yet.' }
  return null
}

function readingReason(plan: PlanSummary): HoldReason | null {
  if (!plan.completeReading) return null
  if (plan.seen === 0 && plan.managed > 0) {
    return {
      code: 'empty_reading',
      text: `The directory answered with nobody, while ${plan.managed} people here came from it. Nothing is applied until someone confirms.`,
    }
  }
  if (plan.lastSeen !== null && plan.seen < plan.lastSeen / 2) {
    return {
      code: 'shrunken_reading',
      text: `The directory answered with ${plan.seen} people; last time there were ${plan.lastSeen}. Nothing is applied until someone confirms.`,
    }
  }
  return null
}

function removalReason({ removals, heldBack }: PlanSummary, threshold: number): HoldReason | null {
  if (heldBack > 0) {
    return {
      code: 'held_back',
      text: `${removals === 1 ? '1 person' : `${removals} people`} would lose access. This was pushed and held back, so it waits until someone decides.`,
    }
  }
  if (removals <= threshold) return null
  return {
    code: 'too_many_removals',
    text: `${removals} people would lose access; this connection allows ${threshold} without asking.`,
  }
}

function realmReason({ realmLosses, realmAccess = [] }: PlanSummary, threshold: number): HoldReason | null {
  if (realmLosses <= threshold) return null
  const allowed = `this connection allows ${threshold} without asking.`
  const worst = realmAccess.reduce<RealmAccess | null>(
    (most, row) => (row.lost > (most?.lost ?? 0) ? row : most),
    null,
  )
  if (worst && worst.lost >= realmLosses) {
    const text = `${realmLosses} people would lose the realm ${worst.realmName}; ${allowed}`
    return { code: 'too_many_realm_losses', text }
  }
  const most =
    worst && worst.lost * 2 > realmLosses ? ` ${worst.lost} of them would lose ${worst.realmName}.` : ''
  return {
    code: 'too_many_realm_losses',
    text: `${realmLosses} people would lose a realm that a group gives them; ${allowed}${most}`,
  }
}
