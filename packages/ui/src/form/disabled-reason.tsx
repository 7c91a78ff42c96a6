import { Tooltip } from '@mantine/core'
import { cloneElement, useId, type ReactElement, type ReactNode, type MouseEvent } from 'react'

interface DisablableProps {
  disabled?: boolean
  onClick?: (event: MouseEvent<never>) => void
  href?: string
  type?: string
  'aria-disabled'?: boolean
  'data-disabled'?: boolean
  'aria-describedby'?: string
}

export interface DisabledReasonProps {
  /** Why the control cannot be used now; without a reason the control works normally. */
  reason: ReactNode
  /** One button or link of the design system. */
  children: ReactElement<DisablableProps>
}

/** Keeps a disabled control reachable by keyboard and says why it is disabled, in a tooltip and to screen readers. */
export function DisabledReason({ reason, children }: DisabledReasonProps) {
  const reasonId = useId()
  if (!reason) return children
  const describedBy = [children.props['aria-describedby'], reasonId].filter(Boolean).join(' ')
  return (
    <>
      <Tooltip label={reason} events={{ hover: true, focus: true, touch: true }}>
        {cloneElement(children, {
          disabled: undefined,
          href: undefined,
          type: 'button',
          'aria-disabled': true,
          'data-disabled': true,
          'aria-describedby': describedBy,
          onClick: swallow,
        })}
      </Tooltip>
      <span id={reasonId} className="ui-hidden">
        {reason}
      </span>
    </>
  )
}

function swallow(event: MouseEvent) {
  event.preventDefault()
  event.stopPropagation()
}
