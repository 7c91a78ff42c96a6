import type { GuardPolicy, HoldReason } from '@rollcall/vocabulary'

export interface PlanSummary {
  readonly planOnly: boolean
  readonly seen: number
  /** People who would be disabled or deactivated. */
  readonly removals: number
  /** People this connection manages here. */
  readonly managed: number
  readonly completeReading: boolean
  /** People seen by the last complete reading of the same scope; null when there was none. */
  readonly lastSeen: number | null
}

/** Says why a plan has to wait for a person, or null when it may be applied (data model and sync rules, section 2.3). */
export function guardPlan(plan: PlanSummary, policy: GuardPolicy): HoldReason | null {
  if (plan.completeReading && plan.seen === 0 && plan.managed > 0) {
    return {
      code: 'empty_reading',
      text: `The directory answered with nobody, while ${plan.managed} people here came from it. Nothing is applied until someone confirms.`,
    }
  }
  if (plan.completeReading && plan.lastSeen !== null && plan.seen < plan.lastSeen / 2) {
    return {
      code: 'shrunken_reading',
      text: `The directory answered with ${plan.seen} people; last time there were ${plan.lastSeen}. Nothing is applied until someone confirms.`,
    }
  }
  const threshold = Math.max(policy.maxPeople, Math.floor((plan.managed * policy.maxPercent) / 100))
  if (plan.removals > threshold) {
    return {
      code: 'too_many_removals',
      text: `${plan.removals} people would lose access; this connection allows ${threshold} without asking.`,
    }
  }
  if (plan.planOnly) return { code: 'asked_for_plan', text: 'The plan is ready. Nothing has changed yet.' }
  return null
}
