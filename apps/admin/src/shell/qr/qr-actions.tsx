import { Button } from '@mantine/core'
import { CopyButton, LinkButton } from '@rollcall/ui'
import type { QrForm, WalletSessionView } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useTRPC } from '../../lib/trpc.ts'
import classes from './qr-panel.module.css'

type Qr = WalletSessionView['qr'][number]

export interface QrActionsProps {
  code: Qr
  purpose: WalletSessionView['purpose']
  /** The other form of the same code; absent when there is one form only. */
  other: Qr | undefined
  onOther: (form: QrForm) => void
}

/** Other ways to hand the code to a wallet. */
export function QrActions({ code, purpose, other, onOther }: QrActionsProps) {
  return (
    <div className={classes.actions}>
      <DemoWalletLink text={code.text} purpose={purpose} />
      <CopyButton value={code.text} label="Copy link for the wallet" display="button" />
      {other ? (
        <Button variant="subtle" size="compact-sm" onClick={() => onOther(other.form)}>
          Trouble scanning? Show the other code
        </Button>
      ) : null}
    </div>
  )
}

/** The code opens an account, so it goes behind the `#`, which no server gets to see. */
function DemoWalletLink({ text, purpose }: { text: string; purpose: WalletSessionView['purpose'] }) {
  const trpc = useTRPC()
  const { data } = useQuery({ ...trpc.instance.get.queryOptions(), staleTime: Infinity })
  if (!data?.demo) return null
  const fragment = new URLSearchParams({ for: purpose, link: text })
  return (
    <LinkButton
      variant="light"
      href={`/demo/wallet#${fragment.toString()}`}
      target="_blank"
      leftSection={<FlaskConical size={15} aria-hidden />}
    >
      Open in the demo wallet
    </LinkButton>
  )
}
