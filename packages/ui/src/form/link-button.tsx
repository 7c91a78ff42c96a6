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

/** Looks like a button, goes somewhere: a real link. One that may not be followed now has lost its address and is a button. */
export function LinkButton({ target, href, ...rest }: LinkButtonProps) {
  if (!href) return <Button {...rest} />
  return (
    <Button
      component={UiLink}
      href={href}
      target={target}
      rel={target === '_blank' ? 'noreferrer' : undefined}
      {...rest}
    />
  )
}
