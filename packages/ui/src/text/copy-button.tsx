import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { Check, Copy, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { copyText } from './copy-text.ts'

export interface CopyButtonProps {
  value: string
  /** Verb with its object, for example `Copy base URL`. */
  label: string
  /** `icon` (default) shows only the symbol; `button` shows the label too. */
  display?: 'icon' | 'button'
}

type CopyState = 'idle' | 'copied' | 'refused'

const feedback: Record<CopyState, string> = {
  idle: '',
  copied: 'Copied',
  refused: 'The browser did not allow copying. Select the text and copy it by hand.',
}

/** Copies `value` and says so, to the eye and to screen readers. */
export function CopyButton({ value, label, display = 'icon' }: CopyButtonProps) {
  const [state, setState] = useState<CopyState>('idle')
  useEffect(() => {
    if (state === 'idle') return undefined
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])
  async function copy() {
    setState((await copyText(value)) ? 'copied' : 'refused')
  }
  const icon = <CopyIcon state={state} />
  return (
    <>
      {display === 'icon' ? (
        <Tooltip label={feedback[state] || label}>
          <ActionIcon size={28} aria-label={label} onClick={() => void copy()}>
            {icon}
          </ActionIcon>
        </Tooltip>
      ) : (
        <Button variant="default" leftSection={icon} onClick={() => void copy()}>
          {state === 'copied' ? 'Copied' : label}
        </Button>
      )}
      <output className="ui-hidden">{feedback[state]}</output>
    </>
  )
}

function CopyIcon({ state }: { state: CopyState }) {
  if (state === 'copied') return <Check size={15} color="var(--ui-success-solid)" aria-hidden />
  if (state === 'refused') return <TriangleAlert size={15} color="var(--ui-warning-solid)" aria-hidden />
  return <Copy size={15} aria-hidden />
}
