import { CopyButton, LinkButton } from '@rollcall/ui'
import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import classes from './guide-steps.module.css'

/** Numbered steps of a guide, one below the other. */
export function GuideSteps({ children }: { children: ReactNode }) {
  return <ol className={classes.steps}>{children}</ol>
}

export interface GuideStepProps {
  title: string
  /** A page elsewhere where the step is done. */
  link?: { label: string; href: string } | undefined
  children: ReactNode
}

export function GuideStep({ title, link, children }: GuideStepProps) {
  return (
    <li className={classes.step}>
      <h3 className={classes.title}>{title}</h3>
      <div className={classes.text}>{children}</div>
      {link ? (
        <LinkButton
          href={link.href}
          target="_blank"
          variant="default"
          size="compact-sm"
          className={classes.link}
          rightSection={<ExternalLink size={13} aria-hidden />}
        >
          {link.label}
        </LinkButton>
      ) : null}
    </li>
  )
}

/** A word of the text that is entered elsewhere, with a button to copy it. */
export function Copyable({ text }: { text: string }) {
  return (
    <span className={classes.copyable}>
      <span className="ui-mono">{text}</span>
      <CopyButton value={text} label={`Copy ${text}`} />
    </span>
  )
}
