import type { SelfTestStep } from './self-test-step.ts'
import { ACCESS_STEPS } from './steps-access.ts'
import { ERROR_STEPS } from './steps-errors.ts'
import { GROUP_STEPS } from './steps-groups.ts'
import { PATCH_STEPS } from './steps-patch.ts'
import { USER_STEPS } from './steps-users.ts'

/** In the order in which a client meets them. No step needs what another one left. */
export const SELF_TEST_STEPS: readonly SelfTestStep[] = [
  ...ACCESS_STEPS,
  ...USER_STEPS,
  ...PATCH_STEPS,
  ...GROUP_STEPS,
  ...ERROR_STEPS,
]
