import * as z from 'zod'

export const WIZARD_STEPS = ['groups', 'map', 'review'] as const
export type WizardStep = (typeof WIZARD_STEPS)[number]

/** The wizard's own part of the address. */
export const wizardSearch = z.object({
  step: z.enum(WIZARD_STEPS).optional().catch(undefined),
  /** Filter of the group list. */
  group: z.string().max(200).optional().catch(undefined),
  /** The plan under review. */
  run: z.uuid().optional().catch(undefined),
})
export type WizardSearch = z.infer<typeof wizardSearch>

interface Place {
  pathname: string
  search: unknown
}

/** Searching inside a step changes the address too, but leaves nothing behind. */
export function isLeavingStep({ current, next }: { current: Place; next: Place }): boolean {
  return current.pathname !== next.pathname || toStep(current.search) !== toStep(next.search)
}

/** The step an address stands for; the first one when it names none. */
export function toStep(search: unknown): WizardStep {
  return wizardSearch.safeParse(search).data?.step ?? 'groups'
}
