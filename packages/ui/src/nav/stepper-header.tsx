import { Check, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { UiLink } from '../theme/ui-link.tsx'
import classes from './stepper-header.module.css'

export type StepState = 'done' | 'current' | 'upcoming' | 'error'

export interface Step {
  label: string
  description?: string
  state: StepState
  /** Steps that may be opened are links. */
  href?: string
}

export interface StepperHeaderProps {
  steps: readonly Step[]
  /** Names the whole, for example `Connect a directory`. */
  label: string
}

const stateWords: Record<StepState, string> = {
  done: 'done',
  current: 'current step',
  upcoming: 'not started',
  error: 'needs attention',
}

/** Where the reader is in a sequence. One row on wide screens, one column under 768 px. */
export function StepperHeader({ steps, label }: StepperHeaderProps) {
  return (
    <nav aria-label={label}>
      <ol className={classes.list}>
        {steps.map((step, index) => (
          <li key={step.label} className={classes.step} data-state={step.state}>
            <StepBody step={step}>
              <span className={classes.mark} aria-hidden="true">
                <StepMark state={step.state} number={index + 1} />
              </span>
              <span className={classes.words}>
                <span className={classes.label}>
                  {step.label}
                  <span className="ui-hidden">, {stateWords[step.state]}</span>
                </span>
                {step.description ? <span className={classes.description}>{step.description}</span> : null}
              </span>
            </StepBody>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StepBody({ step, children }: { step: Step; children: ReactNode }) {
  const current = step.state === 'current' ? 'step' : undefined
  if (!step.href) {
    return (
      <span className={classes.body} aria-current={current}>
        {children}
      </span>
    )
  }
  return (
    <UiLink href={step.href} className={`${classes.body} ${classes.link}`} aria-current={current}>
      {children}
    </UiLink>
  )
}

function StepMark({ state, number }: { state: StepState; number: number }) {
  if (state === 'done') return <Check size={16} strokeWidth={3} />
  if (state === 'error') return <TriangleAlert size={15} />
  return number
}
