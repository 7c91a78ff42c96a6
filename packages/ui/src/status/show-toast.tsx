import { Button } from '@mantine/core'
import { randomId } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import type { Tone } from '../theme/palette.ts'
import classes from './show-toast.module.css'
import { toneIcons } from './tone-icon.tsx'

export interface Toast {
  tone?: Tone
  /** What happened, as a sentence. */
  title: string
  text?: ReactNode
  /** Usually Undo. The toast closes when it is pressed. */
  action?: { label: string; onPress: () => void }
  /** Replaces an earlier toast with the same id. */
  id?: string
}

/** Says in a corner what just happened. Toasts with an action stay longer, failures stay until dismissed. */
export function showToast({ tone = 'success', title, text, action, id = randomId('toast-') }: Toast): string {
  const Icon = toneIcons[tone]
  const message = (
    <>
      {text}
      {action ? <ToastAction id={id} label={action.label} onPress={action.onPress} /> : null}
    </>
  )
  notifications.hide(id)
  return notifications.show({
    id,
    title,
    message,
    icon: <Icon size={18} aria-hidden />,
    autoClose: toLifetime(tone, action !== undefined),
    classNames: { root: classes.root, icon: classes.icon, title: classes.title },
    'data-tone': tone,
    role: tone === 'danger' ? 'alert' : 'status',
  })
}

function toLifetime(tone: Tone, hasAction: boolean): number | false {
  if (tone === 'danger') return false
  return hasAction ? 12_000 : 6000
}

function ToastAction({ id, label, onPress }: { id: string; label: string; onPress: () => void }) {
  function press() {
    notifications.hide(id)
    onPress()
  }
  return (
    <Button variant="default" size="compact-sm" mt={8} display="block" onClick={press}>
      {label}
    </Button>
  )
}
