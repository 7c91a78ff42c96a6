import { Button } from '@mantine/core'
import { CircleX, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { CodeBlock } from '../status/code-block.tsx'
import { Details } from '../status/details.tsx'
import { CopyField } from '../text/copy-field.tsx'
import classes from './error-state.module.css'
import { StateLayout } from './state-layout.tsx'

export interface ErrorStateProps {
  /** What happened, as a sentence. */
  title: ReactNode
  /** Why, and what to do. */
  text?: ReactNode
  /** Closed error code. */
  code?: string
  requestId?: string
  /** Raw answer, kept behind Details. */
  raw?: string
  onRetry?: () => void
  retrying?: boolean
  /** More ways out, next to Try again. */
  action?: ReactNode
  scope?: 'page' | 'part'
}

/** Something failed. Codes and request ids wait behind Details, ready to be copied. */
export function ErrorState(props: ErrorStateProps) {
  const { title, text, code, requestId, raw, onRetry, retrying, action, scope } = props
  const ways = (
    <>
      {onRetry ? <RetryButton onRetry={onRetry} retrying={retrying} /> : null}
      {action}
    </>
  )
  return (
    <StateLayout
      icon={CircleX}
      tone="danger"
      title={title}
      text={text}
      action={onRetry || action ? ways : null}
      scope={scope}
      announce
    >
      {code || requestId || raw ? <Technical code={code} requestId={requestId} raw={raw} /> : null}
    </StateLayout>
  )
}

function RetryButton({ onRetry, retrying }: { onRetry: () => void; retrying: boolean | undefined }) {
  const icon = <RotateCw size={15} aria-hidden />
  return (
    <Button variant="default" leftSection={icon} loading={retrying} onClick={onRetry}>
      Try again
    </Button>
  )
}

function Technical({ code, requestId, raw }: Pick<ErrorStateProps, 'code' | 'requestId' | 'raw'>) {
  return (
    <div className={classes.technical}>
      <Details>
        <div className={classes.facts}>
          {code ? <Fact name="Error code" value={code} /> : null}
          {requestId ? <Fact name="Request ID" value={requestId} /> : null}
          {raw ? <CodeBlock label="the full answer" code={raw} /> : null}
        </div>
      </Details>
    </div>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes.fact}>
      <span className={classes.name}>{name}</span>
      <CopyField label={name.toLowerCase()} value={value} head={24} />
    </div>
  )
}
