import { Button, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { UiLink } from '../theme/ui-link.tsx'

export interface LinkButtonProps extends ButtonProps {
  href: string
  children: ReactNode
  target?: string
  'aria-label'?: string
  'aria-describedby'?: string
}

/** Looks like a button, goes somewhere: a real link. */
export function LinkButton({ target, ...rest }: LinkButtonProps) {
  return (
    <Button
      component={UiLink}
      target={target}
      rel={target === '_blank' ? 'noreferrer' : undefined}
      {...rest}
    />
  )
}
